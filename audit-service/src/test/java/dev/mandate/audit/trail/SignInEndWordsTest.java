package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.identity.SignalEvent.SessionEnded;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignInEndWordsTest {
    private static final IdentityId ADA = new IdentityId("per_ada");

    @Test
    void the_administrator_who_ended_somebodys_sign_in_is_named() {
        assertThat(said(Initiator.ADMIN, "ended_by_hand", new Actor("per_grace", "console", List.of())))
                .isEqualTo("per_grace by console ended the sign-in ses_1 of Ada Abel (per_ada): by hand");
    }

    @Test
    void an_application_at_which_somebody_signed_out_is_named() {
        assertThat(said(Initiator.USER, "signed_out", new Actor("per_ada", "cli_wiki", List.of())))
                .isEqualTo("per_ada by cli_wiki ended the sign-in ses_1 of Ada Abel (per_ada): signed out");
    }

    @Test
    void what_nobody_did_mandate_did() {
        assertThat(said(Initiator.SYSTEM, "too_many", null))
                .isEqualTo("Mandate ended the sign-in ses_1 of Ada Abel (per_ada): it was the oldest of too many");
    }

    @Test
    void a_fact_from_before_says_what_kind_of_who() {
        assertThat(said(Initiator.ADMIN, "ended_by_hand", null)).startsWith("An administrator ended the sign-in ses_1");
    }

    @Test
    void a_signal_is_named_as_it_is_called() {
        var mdm = new Actor("https://mdm.example", "https://mdm.example", List.of());
        assertThat(said(Initiator.POLICY, "session-revoked", mdm))
                .isEqualTo("https://mdm.example ended the sign-in ses_1 of Ada Abel (per_ada): session-revoked");
    }

    private static String said(Initiator initiator, String reason, @Nullable Actor by) {
        var fact = new SessionEnded(ADA, new SignInSessionId("ses_1"), Instant.EPOCH, initiator, reason, by);
        return SignInEndWords.said(
                fact, new Doer(Actor::toString).named(by, SignInEndWords.initiator(initiator)), "Ada Abel (per_ada)");
    }
}
