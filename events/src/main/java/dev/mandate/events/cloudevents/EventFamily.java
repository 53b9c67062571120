package dev.mandate.events.cloudevents;

import dev.mandate.events.topics.Topic;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of one topic: which CloudEvents type is which record, and what the key is.
 *
 * @param types CloudEvents type to record class; a type that is not here is unreadable
 * @param key the record key, which decides the partition; a record whose key differs is unreadable
 */
public record EventFamily<E>(Topic topic, Map<String, Class<? extends E>> types, Function<E, String> key) {
    public EventFamily {
        types = Map.copyOf(types);
    }

    public String typeOf(E event) {
        for (var type : types.entrySet()) if (type.getValue().isInstance(event)) return type.getKey();
        throw new IllegalArgumentException(event.getClass() + " is not an event of " + topic.name());
    }

    public @Nullable Class<? extends E> classOf(String type) {
        return types.get(type);
    }

    public Set<String> typeNames() {
        return types.keySet();
    }
}
