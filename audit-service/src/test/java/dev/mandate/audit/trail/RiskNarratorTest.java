package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SuppressionState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RiskNarratorTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final Actor THROUGH_HER_AGENT =
            new Actor("per_ada", "console", List.of(new Acting("agt_desk", null)));

    private final RiskNarrator narrator = new RiskNarrator(Actor::toString, FindingEvent::message);

    @Test
    void who_suppressed_is_told_alike_and_a_record_from_before_by_the_text_it_has() {
        var now = suppression("agt_desk", THROUGH_HER_AGENT);
        var before = suppression("per_ada", null);
        assertThat(narrator.suppression(now).summary())
                .startsWith("per_ada by console through agt_desk: what the risk rule data-exfiltration finds");
        assertThat(narrator.suppression(before).summary())
                .startsWith("per_ada: what the risk rule data-exfiltration finds");
        assertThat(narrator.suppression(now).person()).isEqualTo(ADA);
        assertThat(narrator.suppression(before).person()).isEqualTo(ADA);
    }

    @Test
    void a_suppression_is_found_by_the_rule_whose_findings_it_keeps_quiet() {
        assertThat(narrator.suppression(suppression("per_ada", null)).subject()).isEqualTo("rule:data-exfiltration");
    }

    private static SuppressionState suppression(String by, Actor actor) {
        return new SuppressionState(
                "5f2c", 1, false, "data-exfiltration", Map.of("session", "del_1"), NOON, "known", by, actor);
    }
}
