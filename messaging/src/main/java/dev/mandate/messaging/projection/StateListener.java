package dev.mandate.messaging.projection;

import dev.mandate.events.cloudevents.StateRecord;
import java.util.function.Consumer;

/** Keeps the state that a {@link StateProjection} reads. Called by its one thread, in the order of each key's revisions. */
public interface StateListener<E extends StateRecord> {
    /** A revision that is newer than any before, or the first readable one after {@link #unreadable}; may say deleted. */
    void applied(E state);

    /** The state of this key is not known until a readable later revision comes; whatever depends on it must be denied. */
    default void unreadable(String key, String reason) {}

    /** A tombstone: forget the key. */
    default void removed(String key) {}

    /** For what goes by its last readable revision, such as an engine, which knows nothing of projections. */
    static <E extends StateRecord> StateListener<E> of(Consumer<E> applied, Consumer<String> removed) {
        return new StateListener<>() {
            @Override
            public void applied(E state) {
                applied.accept(state);
            }

            @Override
            public void removed(String key) {
                removed.accept(key);
            }
        };
    }
}
