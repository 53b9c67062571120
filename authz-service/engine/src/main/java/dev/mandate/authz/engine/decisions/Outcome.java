package dev.mandate.authz.engine.decisions;

import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.Obligation;
import java.util.List;
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

    static Outcome passed(String about) {
        return new Passed(about, List.of(), List.of());
    }

    static Outcome refused(Reason reason, @Nullable String about, String explanation) {
        return new Refused(reason, explanation, about, List.of(), List.of());
    }
}
