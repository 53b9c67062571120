package dev.mandate.audit.engine.job;

import dev.mandate.audit.engine.stored.DecodedStore;
import dev.mandate.audit.engine.stored.TaskMemory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The stores of a task that begin with what another one had when it committed last: what restoring from changelogs does. */
final class KeptStores extends StreamsBuilder {
    /** By store and key. */
    record Content(Map<String, Map<String, Object>> entries) {
        static final Content NOTHING = new Content(Map.of());

        Map<String, Object> of(String store) {
            return entries.getOrDefault(store, Map.of());
        }
    }

    private final Content restored;
    private final Map<String, KeyValueStore<String, Object>> stores = new HashMap<>();
    private final Map<String, DecodedStore<Object>> decoded = new HashMap<>();

    KeptStores(Content restored) {
        this.restored = restored;
    }

    Content content() {
        var all = new HashMap<String, Map<String, Object>>();
        stores.forEach((name, store) -> all.put(name, entries(store.all())));
        decoded.forEach((name, store) -> all.put(name, entries(store.all())));
        return new Content(all);
    }

    private static Map<String, Object> entries(KeyValueIterator<String, Object> stored) {
        var entries = new LinkedHashMap<String, Object>();
        try (stored) {
            stored.forEachRemaining(entry -> entries.put(entry.key, entry.value));
        }
        return entries;
    }

    @Override
    public synchronized StreamsBuilder addStateStore(StoreBuilder<?> builder) {
        return super.addStateStore(kept(builder.withLoggingDisabled()));
    }

    @SuppressWarnings("unchecked")
    private <T extends StateStore> StoreBuilder<T> kept(StoreBuilder<T> builder) {
        return (StoreBuilder<T>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {StoreBuilder.class},
                (proxy, method, arguments) -> method.getName().equals("build")
                        ? kept(builder.name(), builder.build())
                        : called(builder, method, arguments));
    }

    @SuppressWarnings("unchecked")
    private StateStore kept(String name, StateStore store) {
        if (store instanceof DecodedStore<?> its) {
            decoded.put(name, (DecodedStore<Object>) its);
            return store;
        }
        if (store instanceof TaskMemory) return store; // nobody restores it
        var its = (KeyValueStore<String, Object>) store;
        stores.put(name, its);
        return (StateStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    var result = called(store, method, arguments);
                    if (method.getName().equals("init")) restored.of(name).forEach(its::put);
                    return result;
                });
    }

    /** Decoded stores have to be at work before they can be written. */
    void restoreDecoded() {
        decoded.forEach((name, store) -> restored.of(name).forEach(store::put));
    }

    private static Object called(Object on, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } catch (IllegalAccessException e) {
            throw new AssertionError(Arrays.toString(arguments), e);
        }
    }
}
