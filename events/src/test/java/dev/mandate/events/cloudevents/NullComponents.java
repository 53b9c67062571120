package dev.mandate.events.cloudevents;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Holds a record, and what it is made of, to its own declaration: null only where a component says {@code @Nullable}. */
final class NullComponents {
    private NullComponents() {}

    static void requireNone(Object value) {
        if (value instanceof Collection<?> elements) elements.forEach(NullComponents::requireNone);
        if (!value.getClass().isRecord()) return;
        for (var component : value.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                var part = accessor.invoke(value);
                if (part != null) requireNone(part);
                else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                    throw new AssertionError(value.getClass().getSimpleName() + "." + component.getName() + " is null");
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }
}
