package dev.mandate.audit.engine.stored;

import dev.mandate.audit.engine.records.Failure;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that hands out what it was given: values at work are kept as they are, and encoded once a commit, however often they changed
 * in between. Kafka Streams' own cache keeps them encoded, which is what costs most. Streams writes it out before each commit, as it
 * does its own, and forgets what was not committed with the task.
 */
public final class DecodedStore<V> implements StateStore, CachedStateStore<String, V>, Written<V> {
    private static final int RECENT = 256;

    private static final System.Logger LOG = System.getLogger(DecodedStore.class.getName());

    private final KeyValueStore<String, V> encoded;
    private final UnaryOperator<V> less;
    private final Set<String> unwritten = new LinkedHashSet<>();
    private final Map<String, V> recent = new LinkedHashMap<>(RECENT * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            if (size() <= RECENT) return false;
            if (unwritten.remove(eldest.getKey())) write(eldest.getKey(), eldest.getValue());
            return true;
        }
    };

    DecodedStore(KeyValueStore<String, V> encoded, UnaryOperator<V> less) {
        this.encoded = encoded;
        this.less = less;
    }

    /**
     * In memory, with a changelog.
     *
     * @param less what is kept of a value that can't be written: nobody is there to refuse it, and the thread must not end for it
     */
    public static <V> StoreBuilder<DecodedStore<V>> named(String name, Serde<V> values, UnaryOperator<V> less) {
        return new Builder<>(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values), less);
    }

    @Nullable
    public V get(String key) {
        var known = recent.get(key);
        if (known != null) return known;
        var stored = encoded.get(key);
        if (stored != null) recent.put(key, stored);
        return stored;
    }

    public void put(String key, V value) {
        unwritten.add(key);
        recent.put(key, value);
    }

    public void delete(String key) {
        recent.remove(key);
        unwritten.remove(key);
        encoded.delete(key);
    }

    /** Those from one key up to another one, both included. What is written meanwhile doesn't change it. */
    public KeyValueIterator<String, V> range(String from, String to) {
        flushCache();
        return encoded.range(from, to);
    }

    public KeyValueIterator<String, V> all() {
        flushCache();
        return encoded.all();
    }

    /** Kafka Streams' store in memory can be asked by other threads too. */
    @Override
    public @Nullable V written(String key) {
        return encoded.get(key);
    }

    @Override
    public void flushCache() {
        for (var key : unwritten) {
            var value = recent.get(key);
            if (value != null) write(key, value);
        }
        unwritten.clear();
    }

    private void write(String key, V value) {
        try {
            encoded.put(key, value);
        } catch (RuntimeException e) {
            if (!Failure.ofRecord(e)) throw e;
            LOG.log(System.Logger.Level.ERROR, name() + " of " + key + " can't be written, less of it is kept", e);
            encoded.put(key, less.apply(value));
        }
    }

    @Override
    public void clearCache() {
        unwritten.clear();
        recent.clear();
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<String, V> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache();
        encoded.init(context, root);
    }

    @Override
    public void flush() {
        encoded.flush();
    }

    @Override
    public void close() {
        clearCache();
        encoded.close();
    }

    @Override
    public String name() {
        return encoded.name();
    }

    @Override
    public boolean persistent() {
        return encoded.persistent();
    }

    @Override
    public boolean isOpen() {
        return encoded.isOpen();
    }

    record Builder<V>(StoreBuilder<KeyValueStore<String, V>> encoded, UnaryOperator<V> less)
            implements StoreBuilder<DecodedStore<V>> {
        @Override
        public DecodedStore<V> build() {
            return new DecodedStore<>(encoded.build(), less);
        }

        @Override
        public StoreBuilder<DecodedStore<V>> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<DecodedStore<V>> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<DecodedStore<V>> withLoggingEnabled(Map<String, String> config) {
            encoded.withLoggingEnabled(config);
            return this;
        }

        @Override
        public StoreBuilder<DecodedStore<V>> withLoggingDisabled() {
            encoded.withLoggingDisabled();
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return encoded.logConfig();
        }

        @Override
        public boolean loggingEnabled() {
            return encoded.loggingEnabled();
        }

        @Override
        public String name() {
            return encoded.name();
        }
    }
}
