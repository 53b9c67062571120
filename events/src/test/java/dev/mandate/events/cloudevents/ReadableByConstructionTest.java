package dev.mandate.events.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.Sample;
import dev.mandate.events.Samples;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written can be read: what its readers would refuse is refused to the writer. */
class ReadableByConstructionTest {
    private static final List<String> ALPHABETS = List.of(
            "abc xyz",
            "\u0000\u0001\u001f\u007f",
            "\"\\/",
            "\n\r\t\b",
            "äßűé",
            "漢字かな",
            "😀👩‍👩‍👧🏳️‍🌈",
            "\ud83d\ude00\ud83d");

    static List<Sample<?>> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    <E> void of_every_topic_the_largest_that_can_be_written_is_read_and_one_byte_more_is_not_written(Sample<E> sample)
            throws Exception {
        var largest = sample.family().topic().maxBytes();
        assertThat(sample.read(padded(sample, largest))).isEqualTo(sample.envelope());
        assertThatThrownBy(() -> padded(sample, largest + 1))
                .isInstanceOf(Unwritable.class)
                .hasMessageContaining("at most " + largest);
    }

    @Test
    void characters_of_any_plane_take_the_bytes_that_they_have_in_utf_8() {
        var without = value(decided(Map.of("text", "")));
        assertThat(value(decided(Map.of("text", "😀".repeat(30_000)))).length).isEqualTo(without.length + 120_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261126, 4711, 31337})
    void any_decision_that_can_be_written_can_be_read(long seed) throws Exception {
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            var decided = decided(members(random, random.nextInt(40)));
            WireRecord wire;
            try {
                wire = encode(decided);
            } catch (Unwritable e) {
                refused++;
                continue;
            }
            var read = CloudEventCodec.decode(DecisionEvent.FAMILY, wire).data();
            assertThat(EventJson.mapper().writeValueAsBytes(read))
                    .as("seed %d, %d", seed, i)
                    .isEqualTo(EventJson.mapper()
                            .writeValueAsBytes(EventJson.mapper().readValue(wire.value(), Decided.class)));
            assertThat(read.key()).isEqualTo(decided.key());
        }
        assertThat(refused).as("refused with seed %d", seed).isBetween(1, 200);
    }

    @Test
    void a_number_that_its_exponent_makes_too_long_is_not_written() throws Exception {
        var digits = "1" + "2".repeat(997);
        var came = EventJson.mapper().reader().readTree("[" + digits + "e5]");
        assertThat(came.get(0).isNumber()).isTrue();
        assertThatThrownBy(() -> encode(decided(Map.of("n", new BigDecimal(digits + "e5")))))
                .isInstanceOf(Unwritable.class)
                .hasMessageContaining("number");
        assertThatThrownBy(() -> encode(decided(Map.of("n", new BigInteger("9".repeat(1001))))))
                .isInstanceOf(Unwritable.class);
        CloudEventCodec.decode(DecisionEvent.FAMILY, encode(decided(Map.of("n", new BigInteger("9".repeat(1000))))));
    }

    @Test
    void a_name_that_readers_refuse_is_not_written() throws Exception {
        CloudEventCodec.decode(DecisionEvent.FAMILY, encode(decided(Map.of("n".repeat(50_000), 1))));
        assertThatThrownBy(() -> encode(decided(Map.of("n".repeat(50_001), 1)))).isInstanceOf(Unwritable.class);
    }

    @Test
    void half_a_character_is_written_in_a_text_and_not_in_a_name() throws Exception {
        CloudEventCodec.decode(DecisionEvent.FAMILY, encode(decided(Map.of("😀", "\ud83d"))));
        for (var name : List.of("\ud83d", "\ude00", "\ude00\ud83d", "a\ud83d😀"))
            assertThatThrownBy(() -> encode(decided(Map.of(name, 1)))).isInstanceOf(Unwritable.class);
    }

    @Test
    void what_is_nested_deeper_than_readers_go_is_not_written() throws Exception {
        CloudEventCodec.decode(DecisionEvent.FAMILY, encode(decided(Map.of("n", nested(29)))));
        assertThatThrownBy(() -> encode(decided(Map.of("n", nested(31))))).isInstanceOf(Unwritable.class);
    }

    private static <E> WireRecord padded(Sample<E> sample, int bytes) {
        var json = value(sample);
        var padded = Arrays.copyOf(json, bytes);
        Arrays.fill(padded, json.length, bytes, (byte) ' ');
        return CloudEventCodec.encode(sample.family(), sample.envelope(), padded);
    }

    private static byte[] value(Sample<?> sample) {
        return sample.binary().value();
    }

    private static byte[] value(Decided decided) {
        return encode(decided).value();
    }

    private static WireRecord encode(Decided decided) {
        return CloudEventCodec.encode(
                DecisionEvent.FAMILY,
                new Envelope<>("urn:mandate:test", decided.decision().value(), decided.at(), decided, null));
    }

    private static Object nested(int deep) {
        Object inner = List.of();
        for (int i = 1; i < deep; i++) inner = List.of(inner);
        return inner;
    }

    private static Map<String, Object> members(Random random, int size) {
        var members = new HashMap<String, Object>();
        for (int i = 0; i < size; i++) members.put(name(random, 200) + i, any(random, 0));
        return members;
    }

    private static Object any(Random random, int depth) {
        return switch (random.nextInt(depth > 33 ? 4 : 6)) {
            case 0 -> text(random, 1 << random.nextInt(17));
            case 1 ->
                new BigDecimal(
                        BigInteger.valueOf(random.nextLong()).pow(1 + random.nextInt(54)), random.nextInt(2000) - 1000);
            case 2 -> BigInteger.valueOf(random.nextLong()).pow(1 + random.nextInt(54));
            case 3 -> random.nextBoolean();
            case 4 -> {
                var list = new ArrayList<Object>();
                list.add(any(random, depth + 1 + random.nextInt(8)));
                yield list;
            }
            default -> Map.of(name(random, 20), any(random, depth + 1 + random.nextInt(8)));
        };
    }

    private static String name(Random random, int most) {
        return text(random, most, random.nextInt(100) == 0 ? ALPHABETS.size() : ALPHABETS.size() - 1);
    }

    private static String text(Random random, int most) {
        return text(random, most, ALPHABETS.size());
    }

    private static String text(Random random, int most, int alphabets) {
        var alphabet = ALPHABETS.get(random.nextInt(alphabets)).codePoints().toArray();
        var text = new StringBuilder();
        for (int left = random.nextInt(most + 1); left > 0; left--)
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        return text.toString();
    }

    private static Decided decided(Map<String, Object> arguments) {
        var identity = new IdentityId("agt_1");
        return DecidedBuilder.of(new DecisionId("dec_1"), Instant.EPOCH, "agent/agt_1", "call", "tool/mail.send")
                .session(SessionId.of(identity))
                .identity(identity)
                .chain(List.of(identity))
                .arguments(arguments)
                .allowed()
                .policies("main/1", 1)
                .caller("gateway")
                .build();
    }
}
