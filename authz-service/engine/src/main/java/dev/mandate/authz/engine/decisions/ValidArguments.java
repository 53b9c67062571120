package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import java.util.List;

/**
 * The arguments are what the tool's schema says, all of it, and each attribute of an application's resource is of its declared type, so
 * that policies judge what there is.
 */
final class ValidArguments implements Guard {
    @Override
    public String name() {
        return "valid_arguments";
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        var own = evaluation.own();
        var wrong = own == null ? null : own.wrong();
        if (wrong != null)
            return List.of(Outcome.refused(
                    Reason.INVALID_ATTRIBUTE, evaluation.question().resource(), wrong.explanation()));
        return arguments(evaluation);
    }

    /** A filter is about resources as declared. */
    @Override
    public Sifted sift(EvaluationContext evaluation) {
        return Sifted.alike(arguments(evaluation));
    }

    private static List<Outcome> arguments(EvaluationContext evaluation) {
        var invalid = evaluation.context().invalid();
        if (invalid == null) return List.of(Outcome.PASSED);
        return List.of(Outcome.refused(invalid.reason(), evaluation.question().resource(), invalid.explanation()));
    }
}
