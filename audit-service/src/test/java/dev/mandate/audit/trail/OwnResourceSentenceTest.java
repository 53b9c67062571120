package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.ids.DecisionId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnResourceSentenceTest {
    @Test
    void what_an_application_asked_about_is_told_in_words() {
        assertThat(OwnResourceSentence.of("Ada Abel (per_ada)", decided(true, "application/invoicing")))
                .contains("Ada Abel (per_ada) may approve invoice inv-4711/2 of invoicing");
        assertThat(OwnResourceSentence.of("Ada Abel (per_ada)", decided(false, "application/invoicing")))
                .contains("Ada Abel (per_ada) may not approve invoice inv-4711/2 of invoicing");
        assertThat(OwnResourceSentence.of("Ada Abel (per_ada)", decided(true, "invoice/inv-4711")))
                .isEmpty();
    }

    private static Decided decided(boolean allowed, String about) {
        return DecidedBuilder.of(
                        new DecisionId("dec_1"), Instant.EPOCH, "person/per_ada", "approve", "invoice/inv-4711/2")
                .answered(allowed, "person_policy", null)
                .guards(List.of(
                        new GuardOutcome("known_resource", "invoice/inv-4711/2", true, null, List.of()),
                        new GuardOutcome("known_resource", about, true, null, List.of())))
                .policies("main/1", 1)
                .freshnessMillis(1)
                .caller("cli_invoicing")
                .build();
    }
}
