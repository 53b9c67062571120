package dev.mandate.audit.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.audit.engine.stored.PackedWriter;
import dev.mandate.audit.engine.stored.StoredForm;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.events.risk.SessionRisk.TaskProfile;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class SessionMemorySerdeTest {
    private static final Serde<SessionMemory> SERDE = SessionMemorySerde.serde(StoredForm.NEWEST);

    @Test
    void all_of_a_memory_comes_back() {
        assertThat(read(written(full()))).isEqualTo(full());
    }

    @Test
    void a_memory_of_which_little_is_known_comes_back() {
        assertThat(read(written(little()))).isEqualTo(little());
    }

    @Test
    void what_was_kept_as_json_is_read_without_the_words_that_calls_had_said() throws Exception {
        ObjectNode kept = EventJson.mapper().valueToTree(full());
        kept.putArray("asked").add("word").add("other");
        assertThat(read(EventJson.mapper().writeValueAsBytes(kept))).isEqualTo(full());
    }

    @Test
    void what_was_kept_with_the_words_that_calls_had_said_is_read_without_them() {
        var whole = written(full());
        var same = beginning(4).written().length;
        var before = new ByteArrayOutputStream();
        before.writeBytes(beginning(2).texts(Set.of("word", "other")).written());
        before.write(whole, same, whole.length - same - doneAt());
        assertThat(read(before.toByteArray())).isEqualTo(full());
    }

    @Test
    void of_what_was_kept_before_it_was_known_when_something_was_done_it_was_done_last() {
        var whole = written(full());
        var before = Arrays.copyOf(whole, whole.length - doneAt());
        before[0] = 3;
        assertThat(read(before).doneAt()).isEqualTo(full().touched());
    }

    @Test
    void beside_a_replica_of_before_a_memory_is_written_as_that_one_reads_it() {
        var whole = written(full());
        var before = Arrays.copyOf(whole, whole.length - doneAt());
        before[0] = 3;
        var beside = SessionMemorySerde.serde(StoredForm.BEFORE).serializer();
        assertThat(beside.serialize("", full())).isEqualTo(before);
    }

    private static int doneAt() {
        return new PackedWriter().number(full().doneAt()).written().length;
    }

    private static PackedWriter beginning(int version) {
        return new PackedWriter()
                .octet(version)
                .text("agt_first")
                .text("mail")
                .texts(Set.of("inbox"))
                .texts(Set.of("shop.example"))
                .texts(Set.of("argument"));
    }

    @Test
    void a_part_of_a_memory_is_refused() {
        var whole = written(full());
        for (int length = 0; length < whole.length; length++) {
            var part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part)).isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void what_is_kept_by_its_place_keeps_its_place() {
        assertThat(Level.values())
                .containsExactly(Level.NONE, Level.INFORMATIONAL, Level.LOW, Level.MEDIUM, Level.HIGH, Level.CRITICAL);
        assertThat(Origin.values()).containsExactly(Origin.TASK, Origin.UNTRUSTED, Origin.RESULT, Origin.NONE);
        assertThat(ToolLabel.values())
                .containsExactly(
                        ToolLabel.PRIVATE,
                        ToolLabel.UNTRUSTED,
                        ToolLabel.EGRESS,
                        ToolLabel.MONEY,
                        ToolLabel.CREDENTIAL,
                        ToolLabel.GRANT,
                        ToolLabel.DESTROY,
                        ToolLabel.STATE);
    }

    private static SessionMemory full() {
        var risk = new SessionRisk(
                new SessionId("del_task"),
                1_700_000_000_000L,
                true,
                Level.HIGH,
                List.of("rule"),
                Set.of(ToolLabel.PRIVATE, ToolLabel.STATE),
                300,
                2,
                129,
                true,
                List.of("customer-7"),
                List.of(
                        new SeenIdentifier("größe@bank.example", Origin.UNTRUSTED, 3, true, "peers", List.of("größe")),
                        new SeenIdentifier("shop.example", Origin.RESULT, 200, false, null, List.of())),
                new TaskProfile(40, Set.of("inbox"), Set.of("inbox", "send")),
                Set.of("digest"),
                0,
                Instant.parse("2026-01-15T08:00:00.123456789Z"));
        return new SessionMemory(
                risk,
                "agt_first",
                "mail",
                Set.of("inbox"),
                Set.of("shop.example"),
                Set.of("argument"),
                Map.of("reading", List.of("shop.example"), "other", List.of()),
                1_700_000_000_001L,
                true,
                1_700_000_000_001L);
    }

    private static SessionMemory little() {
        var risk = SessionRisk.untouched(new SessionId("agent:agt_first"), 1, Instant.parse("1931-01-15T08:00:00.5Z"));
        return new SessionMemory(risk, "agt_first", "", Set.of(), Set.of(), Set.of(), Map.of(), 0, false, 0);
    }

    private static byte[] written(SessionMemory memory) {
        return SERDE.serializer().serialize("", memory);
    }

    private static SessionMemory read(byte[] stored) {
        return SERDE.deserializer().deserialize("", stored);
    }
}
