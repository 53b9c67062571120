package dev.mandate.audit.engine.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.streams.StreamsBuilder;
import org.junit.jupiter.api.Test;

class TaskMemoryTest {
    private final TaskMemory<String, String> memory =
            TaskMemory.<String, String>named("told", 3).build();

    @Test
    void what_was_looked_at_longest_ago_makes_room() {
        for (var key : new String[] {"a", "b", "c"}) memory.put(key, key);
        memory.get("a");
        memory.put("d", "d");
        assertThat(memory.get("b")).isNull();
        assertThat(memory.get("a")).isEqualTo("a");
        memory.delete("a");
        assertThat(memory.get("a")).isNull();
    }

    @Test
    void what_changes_often_is_written_once_a_commit_as_it_is_then() {
        var written = new ArrayList<String>();
        memory.written((key, value) -> written.add(key + value));
        memory.write("a", "1", (before, now) -> before + now);
        memory.write("b", "1", (before, now) -> before + now);
        memory.write("a", "2", (before, now) -> before + now);
        assertThat(written).isEmpty();
        memory.flushCache();
        memory.flushCache();
        assertThat(written).containsExactly("a12", "b1");
    }

    @Test
    void what_was_not_committed_is_forgotten_with_the_rest() {
        memory.written((key, value) -> {
            throw new AssertionError(key);
        });
        memory.write("a", "1", (before, now) -> now);
        memory.forget();
        memory.flushCache();
        assertThat(memory.get("a")).isNull();
    }

    @Test
    void more_than_there_is_room_for_does_not_wait_for_the_commit() {
        var written = new ArrayList<String>();
        memory.written((key, value) -> written.add(value));
        for (int key = 0; key < 600; key++) memory.write("key" + key, "value", (before, now) -> now);
        assertThat(written).hasSizeBetween(600 - 256, 599);
    }

    @Test
    void what_is_closed_knows_nothing() {
        memory.put("a", "a");
        memory.close();
        assertThat(memory.get("a")).isNull();
    }

    @Test
    void nobody_restores_it() {
        var builder = TaskMemory.<String, String>named("told", 3);
        assertThat(builder.loggingEnabled()).isFalse();
        assertThatThrownBy(() -> builder.withLoggingEnabled(Map.of()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(new StreamsBuilder().addStateStore(builder)).isNotNull();
    }
}
