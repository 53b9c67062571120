package dev.mandate.audit.engine.stored;

import java.util.Objects;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;
import org.jspecify.annotations.Nullable;

/** What a task keeps, as it was written last, with its last commit or since, where there was no more room: for whoever looks into it beside the task, which goes on meanwhile. */
public interface Written<V> {
    @Nullable
    V written(String key);

    /** Asks the stores of all tasks that are here. */
    static <V> QueryableStoreType<Written<V>> type() {
        return new QueryableStoreType<>() {
            @Override
            public boolean accepts(StateStore store) {
                return store instanceof Written;
            }

            @Override
            public Written<V> create(StateStoreProvider stores, String name) {
                return key -> stores.stores(name, this).stream()
                        .map(store -> store.written(key))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
            }
        };
    }
}
