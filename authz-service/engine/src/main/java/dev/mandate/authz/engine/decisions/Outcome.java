package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.Obligation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a guard says of one identity, one delegation, or the whole question. */
sealed interface Outcome {
    Passed PASSED = new Passed(null, List.of(), List.of());

    GuardOutcome of(String guard);

    /** What it asks of whoever enforces the answer. */
    List<Obligation> obligations();

    /** Nothing here speaks against it. */
    record Passed(@Nullable String about, List<String> policies, List<Obligation> obligations) implements Outcome {
        @Override
        public GuardOutcome of(String guard) {
            return new GuardOutcome(guard, about, true, null, policies);
        }
    }

    /** @param explanation a sentence that says what would change it */
    record Refused(
            Reason reason,
            String explanation,
            @Nullable String about,
            List<String> policies,
            List<Obligation> obligations)
            implements Outcome {
        @Override
        public GuardOutcome of(String guard) {
            return new GuardOutcome(guard, about, false, reason.code(), policies);
        }
    }

    /**
     * It refuses unless a person lets just this call be made.
     *
     * @param explanation a sentence that says why a person is asked
     * @param obligations approvals among them
     * @param guards which hold it, in the order in which they looked
     */
    record Held(
            Reason reason,
            String explanation,
            @Nullable String about,
            List<String> policies,
            List<Obligation> obligations,
            List<GuardOutcome> guards)
            implements Outcome {
        Held(
                Reason reason,
                String explanation,
                @Nullable String about,
                List<String> policies,
                List<Obligation> obligations) {
            this(reason, explanation, about, policies, obligations, List.of());
        }

        @Override
        public GuardOutcome of(String guard) {
            return refused().of(guard);
        }

        Held by(String guard) {
            return new Held(reason, explanation, about, policies, obligations, List.of(of(guard)));
        }

        /** As long as nobody has approved. */
        Refused refused() {
            return new Refused(reason, explanation, about, policies, obligations);
        }

        /** Of more than one: the first says why, all of them what is asked for. */
        Held and(Held later) {
            return new Held(
                    reason,
                    explanation,
                    about,
                    policies,
                    both(obligations, later.obligations).stream().distinct().toList(),
                    both(guards, later.guards));
        }

        /** As they go on record; those that held it pass once somebody has approved. */
        List<GuardOutcome> seen(boolean approved) {
            if (!approved) return guards;
            return guards.stream()
                    .map(it -> new GuardOutcome(it.guard(), it.about(), true, null, it.policies()))
                    .toList();
        }

        private static <T> List<T> both(List<T> some, List<T> more) {
            return Stream.concat(some.stream(), more.stream()).toList();
        }
    }

    static Outcome passed(String about) {
        return new Passed(about, List.of(), List.of());
    }

    static Outcome refused(Reason reason, @Nullable String about, String explanation) {
        return new Refused(reason, explanation, about, List.of(), List.of());
    }
}
