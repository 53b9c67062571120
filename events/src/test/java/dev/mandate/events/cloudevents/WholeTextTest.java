package dev.mandate.events.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.Samples;
import dev.mandate.events.hr.HrEvent;
import java.util.HashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "Ada", "Zoë", "a\tb\n", "\uD83D\uDE00", "x\uD83D\uDE00y\uFFFF"})
    void text_that_has_bytes_is_whole(String text) {
        assertThat(WholeText.is(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D", "\uD83D\uD83D\uDE00"})
    void nul_and_half_characters_are_not(String text) {
        assertThat(WholeText.is(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\\u0000", "A\\ud800", "\\udc00A"})
    void an_hr_event_with_such_a_name_has_the_wrong_shape(String name) {
        var joined = Samples.all().stream()
                .map(sample -> sample.event())
                .filter(HrEvent.Joined.class::isInstance)
                .map(HrEvent.Joined.class::cast)
                .findFirst()
                .orElseThrow();
        var wire = CloudEventCodec.encode(
                HrEvent.FAMILY, new Envelope<>("urn:acme:hr", "1", joined.effectiveAt(), joined, null));
        var given = '"' + joined.attributes().givenName() + '"';
        var value = new String(wire.value()).replace(given, '"' + name + '"').getBytes();
        var sent = new WireRecord(wire.key(), new HashMap<>(wire.headers()), value);
        assertThatThrownBy(() -> CloudEventCodec.decode(HrEvent.FAMILY, sent))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Unreadable.Reason.WRONG_SHAPE));
    }
}
