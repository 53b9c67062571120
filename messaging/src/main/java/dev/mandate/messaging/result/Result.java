package dev.mandate.messaging.result;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/**
 * What became of what a domain class was asked to do. Nothing was written where it refused, unless its Javadoc says otherwise;
 * what a reason means in HTTP is for the resource alone to know.
 *
 * @param <T> what was done
 * @param <R> why it wasn't
 */
public sealed interface Result<T, R> {
    record Done<T, R>(T value) implements Result<T, R> {}

    record Refused<T, R>(R reason) implements Result<T, R> {}

    static <T, R> Result<T, R> done(T value) {
        return new Done<>(value);
    }

    static <T, R> Result<T, R> refused(R reason) {
        return new Refused<>(reason);
    }

    /** The value, unless a rule had something against it. */
    static <T, R> Result<T, R> unless(Optional<R> reason, T value) {
        return reason.<Result<T, R>>map(Refused::new).orElseGet(() -> new Done<>(value));
    }

    /** As {@link #done}, for a domain class that works with the database. */
    static <T, R> Uni<Result<T, R>> nowDone(T value) {
        return Uni.createFrom().item(done(value));
    }

    /** As {@link #refused}, for a domain class that works with the database. */
    static <T, R> Uni<Result<T, R>> nowRefused(R reason) {
        return Uni.createFrom().item(refused(reason));
    }

    default <X> X fold(Function<? super T, ? extends X> done, Function<? super R, ? extends X> refused) {
        if (this instanceof Done<T, R> it) return done.apply(it.value);
        return refused.apply(((Refused<T, R>) this).reason);
    }

    default <U> Result<U, R> map(Function<? super T, ? extends U> then) {
        return fold(value -> done(then.apply(value)), Result::refused);
    }

    /** Goes on with what was done, which may be refused for its part. */
    default <U> Result<U, R> then(Function<? super T, Result<U, R>> next) {
        return fold(next, Result::refused);
    }

    /** As {@link #then}, with what takes time. */
    default <U> Uni<Result<U, R>> chain(Function<? super T, Uni<Result<U, R>>> next) {
        return this.<Uni<Result<U, R>>>fold(next, Result::nowRefused);
    }

    /** What follows where it was done, such as its fact, and nothing where it was refused. */
    default Uni<Void> followedBy(Function<? super T, Uni<Void>> next) {
        return this.<Uni<Void>>fold(next, refused -> Uni.createFrom().voidItem());
    }

    /** The same refusal in another's words. */
    default <S> Result<T, S> because(Function<? super R, ? extends S> reason) {
        return fold(Result::done, why -> refused(reason.apply(why)));
    }
}
