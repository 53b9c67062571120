package dev.mandate.messaging.proposals;

import java.time.Instant;
import java.util.function.Function;

/**
 * What became of a change that was asked for.
 *
 * @param <T> what was made
 */
public sealed interface Outcome<T> {
    default <U> Outcome<U> map(Function<? super T, ? extends U> then) {
        if (this instanceof Made<T> it) return new Made<>(then.apply(it.value));
        if (this instanceof MadeAlone<T> it) return new MadeAlone<>(then.apply(it.value), it.until);
        if (this instanceof Waits<T> it) return new Waits<>(it.proposal);
        return this instanceof TooMany<T> ? new TooMany<>() : new TooLarge<>();
    }

    /** It is made; it reaches not so far, or changes nothing. */
    record Made<T>(T value) implements Outcome<T> {}

    /** It is made, since the first client may do so alone until then. */
    record MadeAlone<T>(T value, Instant until) implements Outcome<T> {}

    /** It waits for people. */
    record Waits<T>(ProposalView proposal) implements Outcome<T> {}

    /** It neither is made nor waits: as many proposals of whoever asks are open as may be. */
    record TooMany<T>() implements Outcome<T> {}

    /** It neither is made nor waits: nobody could look through so much. */
    record TooLarge<T>() implements Outcome<T> {}
}
