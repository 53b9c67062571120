package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.delegations.ScopeCheck;
import dev.mandate.events.authz.Approvers;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether who gave the task need not be asked about this call, since he agreed to all of its kind. He answers for himself alone: where a policy names others, or somebody may get something by the call,
 * each call is asked for, and so it is where the session's risk asks.
 */
final class AgreedCalls {
    /** Whom a call of these names may get something by it, which an approval of a single call looks at. */
    private static final Set<ToolLabel> ONE_BY_ONE = Set.of(ToolLabel.MONEY, ToolLabel.GRANT, ToolLabel.CREDENTIAL);

    /** As many as identity-service lets count at once within a task, since each is looked at with all of the arguments. */
    private static final int MOST = 20;

    private AgreedCalls() {}

    /**
     * Null where he has to be asked.
     *
     * @param demands who demands an approval
     */
    static @Nullable DelegationState covering(EvaluationContext evaluation, List<Obligation> demands) {
        var task = evaluation.question().delegation();
        var tool = evaluation.tool().state();
        if (task == null || tool == null || tool.labels().stream().anyMatch(ONE_BY_ONE::contains)) return null;
        if (demands.isEmpty()) return null;
        var counting = evaluation.delegations().agreedWithin(task).stream()
                .filter(agreement -> counts(agreement, evaluation) && covers(agreement.agreed(), demands, evaluation))
                .limit(MOST)
                .toList();
        return ScopeCheck.inside(counting, tool.id(), evaluation.question().argumentsOrNone(), evaluation.arguments());
    }

    static GuardOutcome seen(DelegationState agreement, Outcome.Held held) {
        return new GuardOutcome(GuardOutcome.AGREED_KIND, agreement.delegation().value(), true, null, held.policies());
    }

    /** A decision with these guards rests on one. */
    static boolean among(List<GuardOutcome> guards) {
        return guards.stream().anyMatch(GuardOutcome::isAgreed);
    }

    private static boolean counts(DelegationState agreement, EvaluationContext evaluation) {
        var chain = evaluation.delegation();
        var root = chain == null ? null : chain.root();
        return root != null
                && agreement.delegator().equals(root.delegator())
                && agreement.agent().equals(evaluation.subject())
                && agreement.session().equals(root.session())
                && ValidDelegation.countsNow(agreement, evaluation);
    }

    /** The agent's side doesn't answer for the person, by whichever of his tokens. */
    private static boolean covers(@Nullable AgreedKind agreed, List<Obligation> demands, EvaluationContext evaluation) {
        return agreed != null
                && !agreed.client().equals(evaluation.question().caller())
                && agreed.policyVersion().equals(evaluation.book().version())
                && agreed.arguments()
                        .containsAll(evaluation.question().argumentsOrNone().keySet())
                && demands.stream().allMatch(demand -> isHis(demand, agreed));
    }

    private static boolean isHis(Obligation demand, AgreedKind agreed) {
        if (demand.policy() == null || !agreed.policies().contains(demand.policy())) return false;
        return Approvers.parse(demand.value())
                .filter(who ->
                        who.role() == null && (who.acr() == null || who.acr().equals(agreed.acr())))
                .isPresent();
    }
}
