package dev.mandate.identity.transmitters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // nothing of what it asks with is used before it starts
class SignalPollsTest {
    /** Below a second who fails would wait for no time, and twice that each time. */
    @ParameterizedTest
    @ValueSource(strings = {"PT-5S", "PT0S", "PT0.9S", "PT5M1S", "P9999D"})
    void a_pause_that_is_none_or_longer_than_after_failures_is_refused_at_the_start(String every) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> polls(every))
                .withMessageContaining("mandate.transmitters.poll-every");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT5S", "PT5M"})
    void any_other_is_taken(String every) {
        assertThat(polls(every).failing()).isEmpty();
    }

    private static SignalPolls polls(String every) {
        return new SignalPolls(null, null, null, null, InstantSource.system(), new Every(Duration.parse(every)));
    }

    private record Every(Duration pollEvery) implements TransmitterConfig {
        @Override
        public Duration compliantFor() {
            return pollEvery;
        }

        @Override
        public Duration faultyFor() {
            return pollEvery;
        }

        @Override
        public Optional<Set<String>> privateHosts() {
            return Optional.empty();
        }

        @Override
        public boolean onLoopback() {
            return false;
        }
    }
}
