package dev.mandate.audit.engine.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.streams.StreamsBuilder;
import org.junit.jupiter.api.Test;

class TaskMemoryTest {
    private final TaskMemory<String> memory =
            TaskMemory.<String>named("told", 3).build();

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
    void what_is_closed_knows_nothing() {
        memory.put("a", "a");
        memory.close();
        assertThat(memory.get("a")).isNull();
    }

    @Test
    void nobody_restores_it() {
        var builder = TaskMemory.<String>named("told", 3);
        assertThat(builder.loggingEnabled()).isFalse();
        assertThatThrownBy(() -> builder.withLoggingEnabled(Map.of()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(new StreamsBuilder().addStateStore(builder)).isNotNull();
    }
}
