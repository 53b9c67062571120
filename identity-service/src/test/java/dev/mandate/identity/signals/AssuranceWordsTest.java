package dev.mandate.identity.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.SignalEvent.SessionEstablished;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.identity.sessions.SignInProof;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssuranceWordsTest {
    private static final String PASSWORD = SignInProof.PASSWORD_ACR;
    private static final String MFA = SignInProof.MFA_ACR;

    private final SignalWords words = new SignalWords("https://id.example");

    @Test
    void a_new_sign_in_and_one_that_is_as_strong_as_before_change_nothing() {
        assertThat(told(null, MFA)).isEmpty();
        assertThat(told(MFA, MFA)).isEmpty();
    }

    @Test
    void one_by_more_is_an_increase_and_one_by_less_a_decrease() {
        assertThat(event(told(PASSWORD, MFA)))
                .contains("previous_level=" + PASSWORD, "current_level=" + MFA, "change_direction=increase");
        assertThat(event(told(MFA, PASSWORD))).contains("change_direction=decrease");
    }

    @Test
    void what_is_neither_more_nor_less_is_not_said_to_be() {
        assertThat(event(told(PASSWORD, SignInProof.PROVIDER_ACR)))
                .contains("current_level=" + SignInProof.PROVIDER_ACR)
                .doesNotContain("change_direction");
    }

    private Optional<Signal> told(@Nullable String before, String now) {
        return words.assurance(new SessionEstablished(
                IdentityId.nextPerson(),
                SignInSessionId.next(),
                Instant.parse("2027-01-01T12:00:00Z"),
                now,
                List.of(),
                "192.0.2.1",
                null,
                null,
                before));
    }

    private static String event(Optional<Signal> told) {
        return told.orElseThrow().content().get("events").toString();
    }
}
