package dev.mandate.audit.engine.stored;

import java.util.Objects;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;
import org.jspecify.annotations.Nullable;

/** What a task keeps, as its last commit left it: for whoever looks into it beside the task, which goes on meanwhile. */
public interface Committed<V> {
    @Nullable
    V committed(String key);

    /** Asks the stores of all tasks that are here. */
    static <V> QueryableStoreType<Committed<V>> type() {
        return new QueryableStoreType<>() {
            @Override
            public boolean accepts(StateStore store) {
                return store instanceof Committed;
            }

            @Override
            public Committed<V> create(StateStoreProvider stores, String name) {
                return key -> stores.stores(name, this).stream()
                        .map(store -> store.committed(key))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
            }
        };
    }
}
