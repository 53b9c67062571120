package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.ids.DecisionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a decision comes to, from what its guards said. */
final class Verdicts {
    private final Receipts receipts;
    private final List<Guard> fromPolicies;

    /**
     * @param receipts that answers are given with
     * @param fromPolicies the guards from the first one on that asks policies
     */
    Verdicts(Receipts receipts, List<Guard> fromPolicies) {
        this.receipts = receipts;
        this.fromPolicies = fromPolicies;
    }

    Verdict of(
            DecisionId id,
            EvaluationContext evaluation,
            List<GuardOutcome> seen,
            Outcome.@Nullable Refused refused,
            List<Obligation> obligations,
            @Nullable NeededApproval approval) {
        var reason = refused == null ? null : refused.reason();
        return new Verdict(
                id,
                evaluation.now(),
                evaluation.question(),
                refused == null,
                reason,
                refused == null ? null : refused.explanation(),
                List.copyOf(seen),
                evaluation.session(),
                evaluation.subject(),
                evaluation.actors().chain(),
                evaluation.person(),
                evaluation.book().version(),
                evaluation.directory().catalogue().revision(),
                evaluation.ageMillis(),
                Shadow.of(
                        evaluation,
                        fromPolicies,
                        reason,
                        reason == null && (approval != null || AgreedCalls.among(seen))),
                refused == null ? List.of() : Proposals.of(refused, evaluation),
                refused == null ? obligations : refused.obligations(),
                null,
                approval,
                receipt(id, evaluation),
                null);
    }

    /** Of what can be told of: what nobody means to carry out, or is no session's, isn't. */
    private @Nullable String receipt(DecisionId id, EvaluationContext evaluation) {
        var question = evaluation.question();
        var told = evaluation.usesModel() || question.action().isCall();
        return told && !question.dryRun() && evaluation.session() != null ? receipts.digest(id) : null;
    }
}
