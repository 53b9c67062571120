package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.filter.Condition;
import dev.mandate.authz.engine.cedar.filter.Conditions;
import dev.mandate.authz.engine.cedar.filter.NotAFilter;
import dev.mandate.authz.engine.decisions.answers.GivenFilter;
import dev.mandate.authz.engine.decisions.answers.Sifting;
import dev.mandate.authz.engine.decisions.answers.Unfit;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks each guard of all resources of a type at once, and stops at the first that refuses them all. */
final class Filters {
    /** How long an answer may be used: about as long as what is known may be old, so that a withdrawn right is noticed no later than twice that. */
    static final Duration USED = Duration.ofSeconds(30);

    private Filters() {}

    static Sifting of(EvaluationContext evaluation, List<Guard> guards) {
        var seen = new ArrayList<GuardOutcome>();
        var conditions = new ArrayList<Condition>();
        var unfit = new ArrayList<Unfit>();
        var leftOut = new ArrayList<String>();
        for (var guard : guards) {
            var sifted = GuardCheck.sift(guard, evaluation);
            for (var outcome : sifted.outcomes()) {
                seen.add(outcome.of(guard.name()));
                // Whoever would be asked for a yes is asked about one call, and not about all.
                var refused = outcome instanceof Outcome.Held held ? held.refused() : outcome;
                if (refused instanceof Outcome.Refused no)
                    return new Sifting(verdict(evaluation, seen, no, Conditions.NEVER, leftOut), List.of());
            }
            conditions.add(sifted.condition());
            unfit.addAll(sifted.unfit());
            leftOut.addAll(sifted.leftOut());
        }
        if (!unfit.isEmpty()) return new Sifting(null, unfit.stream().distinct().toList());
        return all(evaluation, seen, conditions, leftOut);
    }

    private static Sifting all(
            EvaluationContext evaluation, List<GuardOutcome> seen, List<Condition> conditions, List<String> leftOut) {
        try {
            var condition = Conditions.all(conditions);
            var none = condition.equals(Conditions.NEVER)
                    ? new Outcome.Refused(
                            Reason.LIMIT_EXCEEDED,
                            "What policies and the delegation's limits allow has nothing in common; another delegation"
                                    + " changes this.",
                            null,
                            List.of(),
                            List.of())
                    : null;
            return new Sifting(verdict(evaluation, seen, none, condition, leftOut), List.of());
        } catch (NotAFilter e) {
            return new Sifting(null, List.of(Unfit.of("policy", "together with the delegation", e)));
        }
    }

    /** What is allowed within a task ends with it. */
    private static Instant until(EvaluationContext evaluation) {
        var until = evaluation.now().plus(USED);
        for (var link : evaluation.links()) if (link.expiresAt().isBefore(until)) until = link.expiresAt();
        return until.truncatedTo(ChronoUnit.MILLIS);
    }

    private static Verdict verdict(
            EvaluationContext evaluation,
            List<GuardOutcome> seen,
            Outcome.@Nullable Refused refused,
            Condition condition,
            List<String> leftOut) {
        var own = evaluation.own();
        var filter = new GivenFilter(
                condition,
                own == null ? null : own.declared().each(),
                until(evaluation),
                leftOut.stream().distinct().toList());
        return new Verdict(
                DecisionId.next(),
                evaluation.now(),
                evaluation.question(),
                refused == null,
                refused == null ? null : refused.reason(),
                refused == null ? null : refused.explanation(),
                List.copyOf(seen),
                evaluation.session(),
                evaluation.subject(),
                evaluation.actors().chain(),
                evaluation.person(),
                evaluation.book().version(),
                evaluation.directory().catalogue().revision(),
                evaluation.ageMillis(),
                null,
                refused == null ? List.of() : Proposals.of(refused, evaluation),
                List.of(),
                null,
                null,
                null,
                filter);
    }
}
