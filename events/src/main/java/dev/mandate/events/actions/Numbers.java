package dev.mandate.events.actions;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What JSON can write and no reader can keep: a number like {@code 1e999} is read as infinite, whatever it was. */
final class Numbers {
    private Numbers() {}

    /** @throws IllegalArgumentException if a number at any depth was too large to be read as what it is */
    static void requireFinite(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) map.values().forEach(Numbers::requireFinite);
        else if (value instanceof Iterable<?> list) list.forEach(Numbers::requireFinite);
        else if (value instanceof Double number && !Double.isFinite(number))
            throw new IllegalArgumentException("arguments must not have numbers beyond 1.8e308");
    }
}
