package dev.mandate.events.risk;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.Map;

/**
 * State on {@code risk.rules.v1}: which versions of a risk rule count, keyed by rule id. That a version was published, keyed
 * {@code <rule>/<version>}, is said once and stays.
 */
public sealed interface RuleRecord extends StateRecord permits RuleState, RulePublished {
    EventFamily<RuleRecord> FAMILY = new EventFamily<>(
            TopicCatalogue.RISK_RULES,
            Map.of("risk.rule.v1", RuleState.class, "risk.rule.published.v1", RulePublished.class),
            RuleRecord::key);

    /** Sigma's id of the rule, else its name. */
    String rule();

    @JsonIgnore
    String key();
}
