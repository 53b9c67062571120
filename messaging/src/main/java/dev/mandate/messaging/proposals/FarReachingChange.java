package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.Actor;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

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

    Class<C> content();

    /**
     * Whom it would touch as things are now. Reads, and locks until the transaction ends what {@link Reach#state()} is about;
     * changes nothing that anybody sees.
     *
     * @return empty for one that changes nothing, or has no far reach: whoever has the scope makes it alone
     */
    Uni<Result<Optional<Reach>, R>> reach(C content, Actor by);

    /** Makes it, in the transaction of {@link #reach}. One that is refused has written nothing. */
    Uni<Result<T, R>> make(C content, Actor by);

    /** For people, where a refusal is met only when it is approved. */
    String words(R refusal);
}
