package dev.mandate.events.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.events.EventFamilies;
import dev.mandate.events.Fuzzing;
import dev.mandate.events.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is on a topic is an event or unreadable: an exception of another kind would stop the partition. */
class MutatedRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EACH = 1_000;
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    static List<EventFamily<?>> families() {
        return EventFamilies.all();
    }

    @ParameterizedTest
    @MethodSource("families")
    void a_mutated_record_is_an_event_or_unreadable(EventFamily<?> family) {
        System.out.println(family.topic().name() + ": repeat with -DargLine=-Dseed=" + SEED);
        var random = new Random(SEED);
        var unreadable = 0;
        for (var i = 0; i < EACH; i++) if (!taken(family, random)) unreadable++;
        assertThat(unreadable).as("the mutations hit what matters").isBetween(EACH / 10, EACH - 1);
    }

    @ParameterizedTest
    @MethodSource("families")
    void a_type_that_nobody_knows_is_refused_in_few_words_however_many_there_are(EventFamily<?> family) {
        var sample = Samples.ofFamily(family).get(0).binary();
        var headers = new HashMap<>(sample.headers());
        headers.put("ce_type", "x".repeat(256));
        assertThatThrownBy(() -> CloudEventCodec.decode(
                        family, new WireRecord(sample.key(), Map.copyOf(headers), sample.value())))
                .isInstanceOf(Unreadable.class)
                .message()
                .hasSizeLessThan(1_000);
    }

    @Test
    @Tag("fuzz")
    void so_is_one_of_any_family_for_as_long_as_there_is_time() {
        var families = families();
        Fuzzing.rounds("records", 1, random -> taken(families.get(random.nextInt(families.size())), random));
    }

    private static <E> boolean taken(EventFamily<E> family, Random random) {
        var samples = Samples.ofFamily(family);
        var sample = samples.get(random.nextInt(samples.size()));
        var record = Mutation.of(random.nextInt(4) == 0 ? sample.structured() : sample.binary(), random);
        try {
            var envelope = CloudEventCodec.decode(family, record);
            NullComponents.requireNone(envelope.data());
            var again = CloudEventCodec.encode(family, envelope);
            var read = CloudEventCodec.decode(family, again);
            assertThat(inOrder(CloudEventCodec.encode(family, read))).isEqualTo(inOrder(again));
            return true;
        } catch (Unreadable e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1_000).doesNotContain("null or empty");
            return false;
        } catch (IOException | RuntimeException | Error e) {
            return fail("seed " + SEED + ": " + described(record), e);
        }
    }

    /** The JSON with the elements of each array in order, since a set may be written in any. */
    private static String inOrder(WireRecord record) throws IOException {
        return inOrder(JSON.readTree(record.value()));
    }

    private static String inOrder(JsonNode node) {
        if (node.isValueNode()) return node.toString();
        var parts = new ArrayList<String>();
        if (node.isArray()) node.forEach(element -> parts.add(inOrder(element)));
        else node.properties().forEach(member -> parts.add(member.getKey() + inOrder(member.getValue())));
        Collections.sort(parts);
        return parts.toString();
    }

    private static String described(WireRecord record) {
        var value = record.value() == null ? "no value" : new String(record.value(), UTF_8);
        var key = record.key() == null ? "no key" : HexFormat.of().formatHex(record.key());
        return key + " " + record.headers() + " " + value;
    }
}
