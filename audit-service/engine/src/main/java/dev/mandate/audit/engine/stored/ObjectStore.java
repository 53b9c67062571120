package dev.mandate.audit.engine.stored;

import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values as they are, for what is played once in one process: nobody takes it over, so that nothing is encoded. What is put in
 * must not change any more.
 */
@SuppressWarnings("NullAway") // Kafka's own contracts: null for what isn't there
public final class ObjectStore<V> implements KeyValueStore<String, V> {
    private final String name;
    private final TreeMap<String, V> values = new TreeMap<>();

    private ObjectStore(String name) {
        this.name = name;
    }

    /** What holds the same as a store that the builder makes. */
    public static StateStore insteadOf(StoreBuilder<?> builder) {
        if (builder instanceof TaskMemory.Builder) return builder.build();
        var store = new ObjectStore<>(builder.name());
        return builder instanceof DecodedStore.Builder ? new DecodedStore<>(store, UnaryOperator.identity()) : store;
    }

    @Override
    public V get(String key) {
        return values.get(key);
    }

    @Override
    public void put(String key, @Nullable V value) {
        if (value == null) values.remove(key);
        else values.put(key, value);
    }

    @Override
    public V putIfAbsent(String key, V value) {
        return values.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<String, V>> entries) {
        for (var entry : entries) put(entry.key, entry.value);
    }

    @Override
    public V delete(String key) {
        return values.remove(key);
    }

    @Override
    public KeyValueIterator<String, V> range(String from, String to) {
        return new Entries<>(values.subMap(from, true, to, true));
    }

    @Override
    public KeyValueIterator<String, V> all() {
        return new Entries<>(values);
    }

    @Override
    public long approximateNumEntries() {
        return values.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        // nothing is restored
    }

    @Override
    public void flush() {
        // nothing is written elsewhere
    }

    @Override
    public void close() {
        values.clear();
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
