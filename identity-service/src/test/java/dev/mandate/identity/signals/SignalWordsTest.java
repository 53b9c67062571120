package dev.mandate.identity.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.events.identity.SignalEvent.SignInProblem;
import dev.mandate.events.identity.SignalEvent.SignInRefused;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignalWordsTest {
    private static final Instant NOW = Instant.parse("2027-01-01T12:00:00Z");
    private static final IdentityId ADA = IdentityId.nextPerson();

    private final SignalWords words = new SignalWords("https://id.example");

    @Test
    void a_passkey_of_which_there_may_be_two_is_told_as_compromised() {
        var signal = words.of(refused(ADA, SignInProblem.COUNTER)).orElseThrow();
        assertThat(signal.type()).isEqualTo(SignalType.CREDENTIAL_COMPROMISE.uri());
        assertThat(signal.subject()).isEqualTo(ADA.value());
        assertThat(signal.content().get("events").toString())
                .contains("credential_type=fido2")
                .doesNotContain("192.0.2.1");
    }

    @Test
    void any_other_sign_in_that_was_refused_is_nobodys_to_hear() {
        assertThat(words.of(refused(ADA, SignInProblem.WRONG))).isEmpty();
        assertThat(words.of(refused(null, SignInProblem.COUNTER))).isEmpty();
    }

    private static SignInRefused refused(@org.jspecify.annotations.Nullable IdentityId whose, SignInProblem why) {
        return new SignInRefused(whose, NOW, SignInMethod.PASSKEY, why, "192.0.2.1");
    }
}
