package dev.mandate.events.risk;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State on {@code risk.suppressions.v1}: what one rule finds in one group is recorded and alerts nobody until then.
 *
 * @param suppression id of it, the same for the same rule and group
 * @param rule its id
 * @param group names and values of the fields that the matched events share
 * @param by subject of who said so
 * @param actor who said so, with his client and who acted for him; null in records from before there was this member
 */
public record SuppressionState(
        String suppression,
        long revision,
        boolean deleted,
        String rule,
        Map<String, String> group,
        Instant until,
        String reason,
        String by,
        @Nullable Actor actor)
        implements StateRecord {
    public static final EventFamily<SuppressionState> FAMILY = new EventFamily<>(
            TopicCatalogue.RISK_SUPPRESSIONS,
            Map.of("risk.suppression.v1", SuppressionState.class),
            SuppressionState::suppression);

    public SuppressionState(
            String suppression,
            long revision,
            boolean deleted,
            String rule,
            Map<String, String> group,
            Instant until,
            String reason,
            String by) {
        this(suppression, revision, deleted, rule, group, until, reason, by, null);
    }

    public SuppressionState {
        Objects.requireNonNull(suppression, "suppression is missing");
        Objects.requireNonNull(rule, "rule is missing");
        group = group == null ? Map.of() : Map.copyOf(group);
        Objects.requireNonNull(until, "until is missing");
        Objects.requireNonNull(reason, "reason is missing");
        Objects.requireNonNull(by, "by is missing");
    }
}
