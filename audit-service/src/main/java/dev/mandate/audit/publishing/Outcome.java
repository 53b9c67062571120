package dev.mandate.audit.publishing;

import dev.mandate.audit.engine.sigma.correlation.RuleTests;
import dev.mandate.audit.engine.sigma.reading.RuleProblem;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a wish of a publisher ended: as asked, or refused. */
record Outcome<T>(@Nullable T done, @Nullable Refusal refusal) {

    /**
     * Why nothing was changed.
     *
     * @param title says what to do
     * @param findings places in the text
     * @param tests those that failed
     */
    record Refusal(Kind kind, String title, List<RuleProblem> findings, List<RuleTests.Failure> tests) {}

    enum Kind {
        INVALID,
        TESTS_FAILED,
        UNKNOWN,
        CONFLICT
    }

    static <T> Outcome<T> done(T done) {
        return new Outcome<>(done, null);
    }

    static <T> Outcome<T> refused(Kind kind, String title) {
        return new Outcome<>(null, new Refusal(kind, title, List.of(), List.of()));
    }

    static <T> Outcome<T> refused(Refusal refusal) {
        return new Outcome<>(null, refusal);
    }

    <R> R fold(Function<T, R> ifDone, Function<Refusal, R> ifRefused) {
        if (done != null) return ifDone.apply(done);
        if (refusal == null) throw new IllegalStateException("neither done nor refused");
        return ifRefused.apply(refusal);
    }
}
