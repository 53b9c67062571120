package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.Actor;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;

/**
 * A kind of change that reaches so far that two people must want it. A service has a bean for each kind.
 *
 * @param <C> all that is needed to make it, kept as JSON while it waits
 * @param <T> what was made
 * @param <R> why it can't be made
 */
public interface FarReachingChange<C, T, R> {
    /** By which it is stored, shown and found again; unique within a service. */
    String kind();

    /** Read again as what it was written as, or not at all: whatever this class would leave out or add ends the proposal. */
    Class<C> content();

    /**
     * Looks through it as things are now. Reads, and locks until the transaction ends whatever it is judged by, so that {@link
     * Prepared#make()} makes what was looked through; changes nothing that anybody sees.
     */
    Uni<Result<Prepared<T, R>, R>> prepare(C content, Actor by);

    /** For people, where a refusal is met only when it is approved. */
    String words(R refusal);
}
