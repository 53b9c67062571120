package dev.mandate.lifecycle.access;

import dev.mandate.events.lifecycle.Grant;
import dev.mandate.lifecycle.workers.Worker;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What became of a request to grant or to revoke. */
sealed interface GrantOutcome {
    /** @param worker with the revision that shows it */
    record Done(Grant grant, Worker worker) implements GrantOutcome {}

    /**
     * @param status as HTTP says it
     * @param field of the request that it is about
     */
    record Refused(int status, String code, String title, String field) implements GrantOutcome {}

    default <T> T fold(BiFunction<Grant, Worker, T> done, Function<Refused, T> refused) {
        if (this instanceof Done it) return done.apply(it.grant, it.worker);
        return refused.apply((Refused) this);
    }
}
