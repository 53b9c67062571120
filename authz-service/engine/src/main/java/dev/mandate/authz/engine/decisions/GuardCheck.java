package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.filter.Conditions;
import dev.mandate.authz.engine.cedar.filter.NotAFilter;
import dev.mandate.authz.engine.decisions.answers.Unfit;
import dev.mandate.authz.engine.decisions.questions.Reason;
import java.util.List;

/** Asks one guard. One that fails says no. */
final class GuardCheck {
    private static final System.Logger LOG = System.getLogger(GuardCheck.class.getName());

    private GuardCheck() {}

    static List<Outcome> check(Guard guard, EvaluationContext evaluation) {
        try {
            return guard.check(evaluation);
        } catch (RuntimeException | StackOverflowError e) {
            return failed(guard, e);
        }
    }

    static Sifted sift(Guard guard, EvaluationContext evaluation) {
        try {
            return guard.sift(evaluation);
        } catch (NotAFilter e) {
            return new Sifted(
                    List.of(Outcome.PASSED), Conditions.NEVER, List.of(Unfit.of("guard", guard.name(), e)), List.of());
        } catch (RuntimeException | StackOverflowError e) {
            return Sifted.alike(failed(guard, e));
        }
    }

    private static List<Outcome> failed(Guard guard, Throwable why) {
        LOG.log(System.Logger.Level.ERROR, "guard " + guard.name() + " failed, so the answer is no", why);
        return List.of(Outcome.refused(
                Reason.INTERNAL_ERROR, null, "The guard " + guard.name() + " failed; the service's log says why."));
    }
}
