package dev.mandate.audit.engine.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecodedStoreTest {
    private static final int MOST = 20;

    private final List<String> encoded = new ArrayList<>();
    private final DecodedStore<String> store = DecodedStore.named(
                    "texts",
                    Serdes.serdeFrom(
                            (topic, text) -> {
                                if (text != null && text.length() > MOST)
                                    throw new SerializationException("too long for the test's topic");
                                if (text != null) encoded.add(text);
                                return Serdes.String().serializer().serialize(topic, text);
                            },
                            Serdes.String().deserializer()),
                    text -> text.substring(0, MOST))
            .withLoggingDisabled()
            .build();

    @BeforeEach
    void opened() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @AfterEach
    void closed() {
        store.close();
    }

    @Test
    void what_changes_often_is_encoded_once_a_commit() {
        for (int time = 0; time < 5; time++) store.put("key", "value " + time);
        assertThat(store.get("key")).isEqualTo("value 4");
        assertThat(encoded).isEmpty();
        store.flushCache();
        store.flushCache();
        assertThat(encoded).containsExactly("value 4");
    }

    @Test
    void what_was_not_committed_is_forgotten_with_the_task() {
        store.put("key", "committed");
        store.flushCache();
        store.put("key", "rolled back");
        store.clearCache();
        assertThat(store.get("key")).isEqualTo("committed");
        store.flushCache();
        assertThat(encoded).containsExactly("committed");
    }

    @Test
    void more_than_there_is_room_for_is_encoded_before_it_goes() {
        for (int key = 0; key < 1_000; key++) store.put("key " + key, "value " + key);
        for (int key = 0; key < 1_000; key++)
            assertThat(store.get("key " + key)).isEqualTo("value " + key);
        store.flushCache();
        assertThat(encoded).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void what_cannot_be_written_ends_no_thread_and_less_of_it_is_kept() {
        store.put("one", "x".repeat(MOST + 1));
        store.put("other", "value");
        store.flushCache();
        assertThat(encoded).containsExactly("x".repeat(MOST), "value");
    }

    @Test
    void what_was_deleted_before_it_was_written_does_not_come_back() {
        store.put("key", "value");
        store.delete("key");
        store.flushCache();
        assertThat(store.get("key")).isNull();
        assertThat(encoded).isEmpty();
    }

    @Test
    void whoever_goes_through_all_of_it_sees_what_no_commit_has_written_yet() {
        store.put("b", "written");
        store.flushCache();
        store.put("a", "new");
        store.put("b", "changed");
        store.put("c", "beyond");
        assertThat(values(store.all())).containsExactly("new", "changed", "beyond");
        assertThat(values(store.range("a", "b"))).containsExactly("new", "changed");
    }

    @Test
    void whoever_looks_from_outside_sees_what_was_committed_and_no_more() {
        store.put("key", "committed");
        store.flushCache();
        store.put("key", "at work");
        store.put("other", "at work");
        assertThat(store.written("key")).isEqualTo("committed");
        assertThat(store.written("other")).isNull();
    }

    private static List<String> values(KeyValueIterator<String, String> entries) {
        var values = new ArrayList<String>();
        try (entries) {
            entries.forEachRemaining(entry -> values.add(entry.value));
        }
        return values;
    }
}
