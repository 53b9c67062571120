package dev.mandate.authz.engine.entities;

import dev.mandate.events.cloudevents.StateRecord;
import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The current state of every key of one stream. One thread writes, any number read. */
public final class StateTable<S extends StateRecord> {
    private final ConcurrentHashMap<String, S> states = new ConcurrentHashMap<>();
    private final SortedKeys keys = new SortedKeys();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final Replacing<S> told;

    /** Is told of each state with the one before it, which is null for a key that was not known. */
    public interface Replacing<S> {
        void by(@Nullable S before, S after);

        /** Nothing is known of its key any more. */
        default void gone(S before) {}
    }

    public StateTable() {
        this((before, after) -> {});
    }

    public StateTable(Replacing<S> told) {
        this.told = told;
    }

    /** A deleted state is forgotten. */
    public void apply(String key, S state) {
        if (state.deleted()) remove(key);
        else {
            var before = states.put(key, state);
            if (before == null) keys.added(key);
            told.by(before, state);
        }
        unreadable.remove(key);
    }

    /** Until a readable later revision arrives, nothing may be concluded about this key. */
    public void unreadable(String key) {
        unreadable.add(key);
    }

    public void forget(String key) {
        remove(key);
        unreadable.remove(key);
    }

    private void remove(String key) {
        var before = states.remove(key);
        if (before != null) told.gone(before);
    }

    public Known<S> get(String key) {
        if (unreadable.contains(key)) return new Known<>(null, true);
        return new Known<>(states.get(key), false);
    }

    public Collection<S> all() {
        return states.values();
    }

    /** In order; a key that has just gone may still be among them. */
    public Iterator<String> keysAfter(String key) {
        return keys.after(key, states::keySet);
    }

    public int size() {
        return states.size();
    }
}
