package dev.mandate.messaging.projection;

import dev.mandate.events.cloudevents.StateRecord;

/** Keeps the state that a {@link StateProjection} reads. Called by its one thread, in the order of each key's revisions. */
public interface StateListener<E extends StateRecord> {
    /** A revision that is newer than any before, or the first readable one after {@link #unreadable}; may say deleted. */
    void applied(E state);

    /** The state of this key is not known until a readable later revision comes; whatever depends on it must be denied. */
    default void unreadable(String key, String reason) {}

    /** A tombstone: forget the key. */
    default void removed(String key) {}
}
