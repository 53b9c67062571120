package dev.mandate.authz.projections;

import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.messaging.projection.StateListener;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Keeps a table by its stream.
 *
 * @param kept what of a record is kept
 */
public record TableListener<S extends StateRecord>(StateTable<S> table, Function<S, String> key, UnaryOperator<S> kept)
        implements StateListener<S> {
    public TableListener(StateTable<S> table, Function<S, String> key) {
        this(table, key, UnaryOperator.identity());
    }

    @Override
    public void applied(S state) {
        var lean = kept.apply(state);
        table.apply(key.apply(lean), lean);
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
