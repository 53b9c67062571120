package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.FilteredDecision;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilterSentenceTest {
    private static final Instant AT = Instant.parse("2026-11-29T10:00:00Z");

    @Test
    void it_says_who_was_told_of_which_resources_and_until_when() {
        assertThat(said(true, Map.of("attribute", "urgent", "is", "eq", "value", true)))
                .isEqualTo(
                        "Payables asked which bill resources of payables Ada Abel may view: those that a condition on"
                                + " their attributes holds of, to be used until 2026-11-29T10:00:30Z");
        assertThat(said(true, null)).contains("may view: all of them, to be used until");
        assertThat(said(false, null)).endsWith("may view: none (person_policy)");
    }

    private static String said(boolean allowed, Map<String, Object> condition) {
        var answer = DecidedBuilder.of(new DecisionId("dec_01k9p0which"), AT, "person/per_01k9p0ada", "view", "bill/*")
                .identity(new IdentityId("per_01k9p0ada"))
                .answered(allowed, "person_policy", null)
                .guards(List.of(new GuardOutcome("known_resource", "application/payables", true, null, List.of())))
                .policies("main/3", 9)
                .freshnessMillis(140)
                .caller("cli_payables")
                .build();
        return FilterSentence.of(
                "Payables",
                "Ada Abel",
                new FilteredDecision(answer, AT.plusSeconds(30), allowed && condition == null, condition, List.of()));
    }
}
