package dev.mandate.authz.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.DecisionCase;
import dev.mandate.authz.engine.decisions.DecisionWorld;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.events.authz.ShadowOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DecisionMetrics metrics = new DecisionMetrics(meters);
    private final DecisionWorld world = new DecisionWorld();

    @Test
    void what_watched_policies_would_change_is_told_by_what_they_say_and_not_by_what_became_of_its_record() {
        metrics.answered(watched("ada", false));
        assertThat(changes("allow_to_deny")).isEqualTo(1);
        metrics.answered(watched("finn", true));
        assertThat(changes("deny_to_allow")).isEqualTo(1);
        var allow = watched("ada", true);
        for (var denial : List.of(allow.withheld(), allow.overtaken(), allow.usedElsewhere(), allow.unrecordable()))
            metrics.answered(denial);
        assertThat(changes("deny_to_allow")).isEqualTo(1);
        assertThat(changes("none")).isEqualTo(4);
    }

    private double changes(String change) {
        return meters.counter("mandate.policies.watched", "change", change).count();
    }

    private Verdict watched(String person, boolean allowedThen) {
        var now = world.decide(DecisionCase.call(person, null, "crm.read_contact", Map.of()));
        return new Verdict(
                now.id(),
                now.at(),
                now.question(),
                now.allowed(),
                now.reason(),
                now.explanation(),
                now.guards(),
                now.session(),
                now.identity(),
                now.chain(),
                now.person(),
                now.policyVersion(),
                now.catalogRevision(),
                now.freshnessMillis(),
                new ShadowOutcome("next", allowedThen, allowedThen ? null : "person_policy", List.of()),
                now.proposals(),
                now.obligations(),
                now.permit(),
                now.approval(),
                null,
                null);
    }
}
