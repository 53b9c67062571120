package dev.mandate.audit.engine.stored;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HashedStoreTest {
    private final KeyValueStore<String, String> store =
            HashedStore.named("texts", Serdes.String()).withLoggingDisabled().build();

    @BeforeEach
    void opened() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @AfterEach
    void closed() {
        store.close();
    }

    @Test
    void what_was_put_last_under_a_key_is_found_until_it_is_deleted() {
        store.put("key", "first");
        store.put("key", "second");
        store.put("other", "third");
        assertThat(store.get("key")).isEqualTo("second");
        assertThat(store.delete("key")).isEqualTo("second");
        assertThat(store.get("key")).isNull();
        store.put("other", null);
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void all_entries_are_handed_out_also_while_they_are_deleted() {
        for (int i = 0; i < 100; i++) store.put("key " + i, "value " + i);
        var found = new ArrayList<KeyValue<String, String>>();
        try (var all = store.all()) {
            while (all.hasNext()) {
                found.add(all.next());
                store.delete(found.get(found.size() - 1).key);
            }
        }
        assertThat(found).hasSize(100).doesNotHaveDuplicates().contains(KeyValue.pair("key 7", "value 7"));
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void a_task_that_takes_over_begins_with_what_the_changelog_has_left() {
        var restore = new AtomicReference<StateRestoreCallback>();
        var taken = new HashedStore("texts");
        taken.init(
                (StateStoreContext) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {StateStoreContext.class},
                        (proxy, method, args) -> {
                            if (method.getName().equals("register")) restore.set((StateRestoreCallback) args[1]);
                            return null;
                        }),
                taken);
        for (var record : List.of("kept", "gone"))
            restore.get().restore(record.getBytes(UTF_8), "value".getBytes(UTF_8));
        restore.get().restore("gone".getBytes(UTF_8), null);
        try (var all = taken.all()) {
            assertThat(all.next().key.toString()).isEqualTo("kept");
            assertThat(all.hasNext()).isFalse();
        }
    }

    @Test
    void who_asks_for_an_order_is_told_that_there_is_none() {
        assertThatThrownBy(() -> store.range("a", "b")).hasMessageContaining("have no order");
    }
}
