package dev.mandate.messaging.proposals;

import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A change that was looked through, in the transaction in which it can be made.
 *
 * @param reach empty for one that changes nothing, or has no far reach: whoever has the scope makes it alone
 * @param making makes it; one that is refused has written nothing
 */
public record Prepared<T, R>(Optional<Reach> reach, Supplier<Uni<Result<T, R>>> making) {
    /** One person is enough. */
    public static <T, R> Prepared<T, R> near(Supplier<Uni<Result<T, R>>> making) {
        return new Prepared<>(Optional.empty(), making);
    }

    public static <T, R> Prepared<T, R> far(Reach reach, Supplier<Uni<Result<T, R>>> making) {
        return new Prepared<>(Optional.of(reach), making);
    }

    Uni<Result<T, R>> make() {
        return making.get();
    }
}
