package dev.mandate.audit.engine.stored;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * What the stages of a task know of what the task wrote, for as long as it goes on: without a changelog, so that a task which begins, after
 * a failure or on another replica, knows nothing of what others wrote meanwhile. Kafka Streams hands stores on, as they are, to the standby
 * that a task becomes, and back: so each stage has it forget everything when it begins. What was looked at longest ago makes room.
 *
 * <p>And what they have to write still: nobody reads it before the commit, so that of what changes often the last is enough. Kafka Streams has its
 * own caches write before each commit, and this one with them.
 *
 * @param <U> what is to be written
 */
public final class TaskMemory<V, U> implements StateStore, CachedStateStore<String, U> {
    /** That wait for the commit: of 256 KiB each, the largest that there is, 64 MiB, as many as a task keeps decoded. By 64 a call takes a fifth more CPU. */
    private static final int WAITING = 256;

    private final String name;
    private final Map<String, V> known;
    private final Map<String, U> unwritten = new LinkedHashMap<>();
    private BiConsumer<String, U> writer = (key, value) -> {
        throw new IllegalStateException("nobody writes " + key);
    };
    private boolean open;

    private TaskMemory(String name, int most) {
        this.name = name;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** @param most keys that are kept */
    public static <V, U> StoreBuilder<TaskMemory<V, U>> named(String name, int most) {
        return new Builder<>(name, most);
    }

    @Nullable
    public V get(String key) {
        return known.get(key);
    }

    public void put(String key, V value) {
        known.put(key, value);
    }

    public void delete(String key) {
        known.remove(key);
    }

    public void forget() {
        known.clear();
        unwritten.clear();
    }

    /** @param writer is called before each commit with what is to be written */
    public void written(BiConsumer<String, U> writer) {
        this.writer = writer;
    }

    /**
     * With the next commit.
     *
     * @param both what is written in place of one that was to be written, and this one
     */
    public void write(String key, U value, BinaryOperator<U> both) {
        unwritten.merge(key, value, both);
        if (unwritten.size() > WAITING) flushCache();
    }

    @Override
    public void flushCache() {
        unwritten.forEach(writer);
        unwritten.clear();
    }

    @Override
    public void clearCache() {
        unwritten.clear();
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<String, U> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        open = true;
        context.register(root, (key, value) -> {});
    }

    @Override
    public void flush() {
        // nothing is written elsewhere
    }

    @Override
    public void close() {
        forget();
        open = false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    record Builder<V, U>(String name, int most) implements StoreBuilder<TaskMemory<V, U>> {
        @Override
        public TaskMemory<V, U> build() {
            return new TaskMemory<>(name, most);
        }

        @Override
        public StoreBuilder<TaskMemory<V, U>> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<TaskMemory<V, U>> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<TaskMemory<V, U>> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("nobody restores what a task knows");
        }

        @Override
        public StoreBuilder<TaskMemory<V, U>> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
