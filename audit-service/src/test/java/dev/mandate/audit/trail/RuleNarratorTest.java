package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.risk.RulePublished;
import dev.mandate.events.risk.RuleState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleNarratorTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final Actor THROUGH_HER_AGENT =
            new Actor("per_ada", "console", List.of(new Acting("agt_desk", null)));

    private final RuleNarrator narrator = new RuleNarrator(Actor::toString);

    @Test
    void who_retired_a_rule_is_told_with_client_and_agent_and_the_person_answers_for_it() {
        var told = narrator.tell(retired("agt_desk", THROUGH_HER_AGENT));
        assertThat(told.summary())
                .isEqualTo("per_ada by console through agt_desk: the risk rule data-exfiltration is retired");
        assertThat(told.person()).isEqualTo(ADA);
        assertThat(told.subject()).isEqualTo("rule:data-exfiltration");
    }

    @Test
    void a_record_from_before_is_told_by_the_text_it_has() {
        var told = narrator.tell(retired("per_ada", null));
        assertThat(told.summary()).isEqualTo("per_ada: the risk rule data-exfiltration is retired");
        assertThat(told.person()).isEqualTo(ADA);
    }

    @Test
    void a_publication_is_told_with_its_title_its_level_and_its_digest() {
        var told = narrator.tell(new RulePublished(
                "data-exfiltration",
                3,
                1,
                false,
                "11aa",
                "Private data leaves",
                "high",
                2,
                "after May",
                NOON,
                THROUGH_HER_AGENT));
        assertThat(told.summary())
                .isEqualTo("per_ada by console through agt_desk published version 3 of the risk rule"
                        + " data-exfiltration: Private data leaves, level high, 2 tests, 11aa; after May");
        assertThat(told.outcome()).isEqualTo("published");
        assertThat(told.person()).isEqualTo(ADA);
        assertThat(told.subject()).isEqualTo("rule:data-exfiltration");
    }

    private static RuleState retired(String by, @Nullable Actor actor) {
        return new RuleState("data-exfiltration", 2, false, null, true, null, null, NOON, by, actor);
    }
}
