package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.policytests.PolicyTests;
import java.util.List;
import java.util.function.Function;

/** How a wish of a publisher ended: as asked, or refused. */
public sealed interface Outcome<T> {
    record Done<T>(T value) implements Outcome<T> {}

    record Refused<T>(Refusal why) implements Outcome<T> {}

    /**
     * Why nothing was changed.
     *
     * @param title says what to do
     * @param findings places in the files
     * @param tests those that failed
     */
    record Refusal(Kind kind, String title, List<Finding> findings, List<PolicyTests.Result> tests) {}

    enum Kind {
        INVALID,
        TESTS_FAILED,
        FORBIDDEN,
        UNKNOWN,
        CONFLICT
    }

    static <T> Outcome<T> done(T done) {
        return new Done<>(done);
    }

    static <T> Outcome<T> refused(Kind kind, String title) {
        return refused(new Refusal(kind, title, List.of(), List.of()));
    }

    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    default <R> R fold(Function<T, R> ifDone, Function<Refusal, R> ifRefused) {
        return this instanceof Done<T> done ? ifDone.apply(done.value()) : ifRefused.apply(((Refused<T>) this).why());
    }
}
