package dev.mandate.audit.engine.stored;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * In memory, with a changelog, for entries that are looked up by their whole key and are many: Kafka Streams' own store in memory is sorted, so that
 * among the decisions of an hour each look compares some twenty keys. Its changelog is the same, so that either takes over what the other kept.
 */
@SuppressWarnings("NullAway") // Kafka's own contracts: null for what isn't there
public final class HashedStore implements KeyValueStore<Bytes, byte[]> {
    private final String name;
    private final Map<Bytes, byte[]> values = new HashMap<>();
    private final Position position = Position.emptyPosition();
    private boolean open;

    HashedStore(String name) {
        this.name = name;
    }

    public static <V> StoreBuilder<KeyValueStore<String, V>> named(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(new Supplier(name), Serdes.String(), values);
    }

    private record Supplier(String name) implements KeyValueBytesStoreSupplier {
        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new HashedStore(name);
        }

        @Override
        public String metricsScope() {
            return "hashed";
        }
    }

    @Override
    public byte[] get(Bytes key) {
        return values.get(key);
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        if (value == null) values.remove(key);
        else values.put(key, value);
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        var before = values.get(key);
        if (before == null) put(key, value);
        return before;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        for (var entry : entries) put(entry.key, entry.value);
    }

    @Override
    public byte[] delete(Bytes key) {
        return values.remove(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        throw new UnsupportedOperationException("the keys of " + name + " have no order");
    }

    /** In any order. */
    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
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
        context.register(root, (key, value) -> put(Bytes.wrap(key), value));
        open = true;
    }

    /** Nobody asks it from outside by how far it has come. */
    @Override
    public Position getPosition() {
        return position;
    }

    @Override
    public void flush() {
        // nothing is written elsewhere
    }

    @Override
    public void close() {
        values.clear();
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
