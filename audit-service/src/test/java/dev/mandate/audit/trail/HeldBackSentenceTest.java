package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.HeldBack;
import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.events.identity.SignalEvent.SignInsHeldBack;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldBackSentenceTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void who_was_tried_how_often_from_where_and_why_nobody_looked() {
        assertThat(said(HeldBack.TOO_MANY, 212, null))
                .isEqualTo(
                        "212 attempts to sign in as Ada Abel (per_ada) by password from 2026-11-26T12:00:00Z to"
                                + " 2026-11-26T12:00:58Z, the last one from 192.0.2.7: not looked at, since too many had been wrong");
    }

    @Test
    void an_assertion_names_its_issuer_and_one_is_one() {
        assertThat(said(HeldBack.ASSERTION, 1, "https://idp.example"))
                .isEqualTo(
                        "1 attempt to sign in by assertions of https://idp.example at 2026-11-26T12:00:58Z was refused");
    }

    private static String said(HeldBack reason, int attempts, @Nullable String issuer) {
        return SignalNarrator.heldBack(
                new SignInsHeldBack(
                        null, NOON, NOON.plusSeconds(58), SignInMethod.PASSWORD, reason, attempts, "192.0.2.7", issuer),
                "Ada Abel (per_ada)");
    }
}
