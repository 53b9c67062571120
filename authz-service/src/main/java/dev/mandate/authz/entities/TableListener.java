package dev.mandate.authz.entities;

import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.messaging.projection.StateListener;
import java.util.function.Function;

/** Keeps a table by its stream. */
public record TableListener<S extends StateRecord>(StateTable<S> table, Function<S, String> key)
        implements StateListener<S> {
    @Override
    public void applied(S state) {
        table.apply(key.apply(state), state);
    }

    @Override
    public void unreadable(String key, String reason) {
        table.unreadable(key);
    }

    @Override
    public void removed(String key) {
        table.forget(key);
    }
}
