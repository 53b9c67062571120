package dev.mandate.audit.engine.stored;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What the stages of a task know of what the task wrote, for as long as it goes on: without a changelog, so that a task which begins, after
 * a failure or on another replica, knows nothing of what others wrote meanwhile. Kafka Streams hands stores on, as they are, to the standby
 * that a task becomes, and back: so each stage has it forget everything when it begins. What was looked at longest ago makes room.
 */
public final class TaskMemory<V> implements StateStore {
    private final String name;
    private final Map<String, V> known;
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
    public static <V> StoreBuilder<TaskMemory<V>> named(String name, int most) {
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

    record Builder<V>(String name, int most) implements StoreBuilder<TaskMemory<V>> {
        @Override
        public TaskMemory<V> build() {
            return new TaskMemory<>(name, most);
        }

        @Override
        public StoreBuilder<TaskMemory<V>> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<TaskMemory<V>> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<TaskMemory<V>> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("nobody restores what a task knows");
        }

        @Override
        public StoreBuilder<TaskMemory<V>> withLoggingDisabled() {
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
