package dev.mandate.identity.crossapp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdJagsTest {
    @ParameterizedTest
    @ValueSource(strings = {"PT2M0.001S", "PT1H", "PT0S", "-PT1M"})
    void none_counts_elsewhere_for_longer_than_we_say_whatever_is_set(String lifetime) {
        assertThatThrownBy(() -> lasting(lifetime))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mandate.id-jag-lifetime");
    }

    @Test
    void it_may_be_shorter() {
        assertThatCode(() -> lasting("PT2M")).doesNotThrowAnyException();
        assertThatCode(() -> lasting("PT30S")).doesNotThrowAnyException();
    }

    private static void lasting(String lifetime) {
        new IdJags(null, new Config(Duration.parse(lifetime)), InstantSource.system());
    }

    private record Config(Duration lifetime) implements CrossAppConfig {
        @Override
        public String issuer() {
            return "https://identity.example";
        }
    }
}
