package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.authz.ShadowOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a decision would have been by policies that are watched before they count. */
final class Shadow {
    private Shadow() {}

    /**
     * Null while nothing is watched, and where the answer would have been the same by any policies.
     *
     * @param guards those that go by policies and all that come after them
     * @param reason of the answer that was given
     * @param approved a person let the call be made, so that it doesn't matter that policies ask for that
     */
    static @Nullable ShadowOutcome of(
            EvaluationContext evaluation, List<Guard> guards, @Nullable Reason reason, boolean approved) {
        var book = evaluation.book().shadow();
        if (book == null || (reason != null && !reason.ofPolicies())) return null;
        var watched = evaluation.by(book);
        var policies = new ArrayList<String>();
        for (var guard : guards) {
            for (var outcome : GuardCheck.check(guard, watched)) {
                policies.addAll(outcome.of(guard.name()).policies());
                var refused = outcome instanceof Outcome.Held held && !approved ? held.refused() : outcome;
                if (refused instanceof Outcome.Refused no)
                    return new ShadowOutcome(
                            book.version(),
                            false,
                            no.reason().code(),
                            policies.stream().distinct().toList());
            }
        }
        return new ShadowOutcome(
                book.version(), true, null, policies.stream().distinct().toList());
    }
}
