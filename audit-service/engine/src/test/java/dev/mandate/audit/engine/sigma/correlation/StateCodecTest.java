package dev.mandate.audit.engine.sigma.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain?", "Zoë", "日本", "\uD83D\uDE00", "half \uD83D", "\uDE00", "nul \0"})
    void what_a_state_keeps_of_an_event_is_read_as_it_was_written(String value) {
        var seen = List.of(new Observation("e1", 5, 1, List.of(value)));
        var state = new CorrelationState("logic", 5, seen, List.of());
        assertThat(StateCodec.read(StateCodec.write(Map.of("rule", state)))
                        .of("rule")
                        .seen())
                .isEqualTo(seen);
    }
}
