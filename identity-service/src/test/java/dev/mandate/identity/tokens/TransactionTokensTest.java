package dev.mandate.identity.tokens;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTokensTest {
    @ParameterizedTest
    @ValueSource(strings = {"PT5M0.001S", "PT1H", "PT0S", "-PT1S"})
    void none_lasts_longer_than_a_call_takes_whatever_is_set(String lifetime) {
        assertThatThrownBy(() -> lasting(lifetime))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mandate.transaction-token-lifetime");
    }

    @Test
    void it_may_be_shorter() {
        assertThatCode(() -> lasting("PT5M")).doesNotThrowAnyException();
        assertThatCode(() -> lasting("PT5S")).doesNotThrowAnyException();
    }

    private static void lasting(String lifetime) {
        new TransactionTokens(null, null, new Config(Duration.parse(lifetime)), InstantSource.system());
    }

    private record Config(Duration transactionTokenLifetime) implements TokenConfig {
        @Override
        public String issuer() {
            return "https://identity.example";
        }

        @Override
        public URI gatewayUrl() {
            return URI.create("https://gateway.example");
        }

        @Override
        public String trustDomain() {
            return issuer();
        }

        @Override
        public boolean proofNonces() {
            return false;
        }
    }
}
