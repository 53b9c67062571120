package dev.mandate.audit.engine.sigma.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.audit.engine.sigma.correlation.types.Observation;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
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

    /** Else what has to be cut would be stored whole. */
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Zoë", "日本", "\uD83D\uDE00", "half \uD83D", "nul \0"})
    void no_states_take_more_than_was_counted_before_they_are_written(String text) {
        var long100 = text.repeat(100);
        var seen = List.of(new Observation(long100, 5, 1, List.of(text, text)), new Observation(text, 6, 1, List.of()));
        var told = List.of(new CorrelationState.Incident(long100, 1, 2));
        var states = new LinkedHashMap<String, CorrelationState>();
        states.put("one", new CorrelationState("logic", 5, seen, List.of()));
        states.put("alike", new CorrelationState(long100, 5, seen, List.of()));
        states.put("told", new CorrelationState("logic", 5, seen, told));
        states.put("empty", CorrelationState.empty());
        assertThat((long) StateCodec.write(states).length).isLessThanOrEqualTo(StateCodec.most(states));
    }

    /** Whatever is stored was written so, and is read so. */
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Zoë", "日本", "\uD83D\uDE00", "half \uD83D", "nul \0"})
    void texts_and_numbers_are_as_data_streams_have_them(String text) throws Exception {
        var expected = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(expected)) {
            out.writeByte(200);
            out.writeShort(65_000);
            out.writeInt(-5);
            out.writeLong(Long.MIN_VALUE + 7);
            out.writeUTF(text.repeat(100));
        }
        var written = new StateBuffer(1)
                .octet(200)
                .small(65_000)
                .whole(-5)
                .number(Long.MIN_VALUE + 7)
                .text(text.repeat(100))
                .written();
        assertThat(written).isEqualTo(expected.toByteArray());
        assertThatThrownBy(() -> new StateBuffer(1).text("x".repeat(70_000))).isInstanceOf(UncheckedIOException.class);
    }
}
