package dev.mandate.audit.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.EventFamilies;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.EventJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordReadingTest {
    private static final Path GOLDEN = Path.of("../../events/src/test/resources/golden");

    static Stream<String> types() {
        return EventFamilies.all().stream().flatMap(family -> family.typeNames().stream());
    }

    /** A false alarm would be believed once, and then no true one. */
    @ParameterizedTest
    @MethodSource("types")
    void a_line_of_any_type_says_what_its_record_says(String type) throws Exception {
        var record = Files.readAllBytes(GOLDEN.resolve(type + ".json"));
        assertThat(RecordReading.difference(line(type, record, told(type, record))))
                .isEmpty();
    }

    @Test
    void a_line_that_says_something_else_is_told_with_where() throws Exception {
        var type = "administration.recording.read.v1";
        var record = Files.readAllBytes(GOLDEN.resolve(type + ".json"));
        var told = (ObjectNode) EventJson.mapper().readTree(told(type, record));
        ((ObjectNode) told.get("by")).put("subject", "per_other");
        assertThat(RecordReading.difference(line(type, record, told.toString())))
                .hasValueSatisfying(what -> assertThat(what).contains("/by/subject"));
    }

    @Test
    void members_that_another_version_knows_and_what_cant_be_read_are_no_difference() throws Exception {
        var type = "administration.recording.read.v1";
        var record = Files.readAllBytes(GOLDEN.resolve(type + ".json"));
        var told = (ObjectNode) EventJson.mapper().readTree(told(type, record));
        told.put("later", true).remove("session");
        assertThat(RecordReading.difference(line(type, record, told.toString())))
                .isEmpty();
        assertThat(RecordReading.difference(line(type, "no JSON".getBytes(UTF_8), "{}")))
                .isEmpty();
        assertThat(RecordReading.difference(line("unknown.v9", record, "{}"))).isEmpty();
    }

    @Test
    void the_order_of_a_set_which_each_process_has_its_own_of_is_no_difference() throws Exception {
        var type = "authz.decision.v1";
        var record = Files.readAllBytes(GOLDEN.resolve(type + ".json"));
        var told = (ObjectNode) EventJson.mapper().readTree(told(type, record));
        var lists = 0;
        for (var member : told)
            if (member instanceof ArrayNode list && list.size() > 1) {
                list.add(list.remove(0));
                lists++;
            }
        assertThat(lists).isPositive();
        assertThat(RecordReading.difference(line(type, record, told.toString())))
                .isEmpty();
    }

    private static String told(String type, byte[] record) throws Exception {
        return EventJson.mapper()
                .writeValueAsString(
                        EventJson.mapper().readValue(record, family(type).classOf(type)));
    }

    private static EventFamily<?> family(String type) {
        return EventFamilies.all().stream()
                .filter(family -> family.typeNames().contains(type))
                .findFirst()
                .orElse(EventFamilies.all().get(0));
    }

    private static TrailLine line(String type, byte[] record, String payload) {
        var line = WrittenTrail.line(1, "a line");
        return new TrailLine(
                1,
                line.recordedAt(),
                line.occurredAt(),
                false,
                family(type).topic().name(),
                type,
                line.source(),
                line.eventId(),
                null,
                null,
                null,
                null,
                null,
                null,
                line.summary(),
                null,
                payload,
                line.sha256(),
                record);
    }
}
