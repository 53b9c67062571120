package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.delegations.ScopeCheck;
import dev.mandate.events.authz.Approvers;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final int MOST_NAMED = 5;

    private static final int LONGEST_NAME = 40;

    /** Of several anybody could make a sentence that goes on as ours. */
    private static final Pattern ONE_WORD = Pattern.compile("[\\p{L}\\p{N}_.-]{1," + LONGEST_NAME + "}");

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
        return ScopeCheck.inside(
                counting,
                tool.id(),
                evaluation.question().argumentsOrNone(),
                evaluation.arguments(),
                WithinScope.called(evaluation));
    }

    static GuardOutcome seen(DelegationState agreement, Outcome.Held held) {
        return new GuardOutcome(GuardOutcome.AGREED_KIND, agreement.delegation().value(), true, null, held.policies());
    }

    /**
     * Why what was agreed to within the task doesn't cover the call: of several agreements about its tool, the one that comes nearest says so. It names arguments of
     * the call alone, and not what they would have to be. Null where nothing was agreed to about it.
     */
    static @Nullable String whyNot(EvaluationContext evaluation, List<Obligation> demands) {
        var task = evaluation.question().delegation();
        var tool = evaluation.tool().state();
        if (task == null || tool == null) return null;
        return evaluation.delegations().agreedWithin(task).stream()
                .filter(agreement -> agreement.scope().stream()
                        .anyMatch(scope -> scope.tool().equals(tool.id())))
                .limit(MOST)
                .map(agreement -> Misfit.of(agreement, demands, evaluation))
                .max(Comparator.comparing((Misfit misfit) -> misfit.nearness())
                        .thenComparing(misfit -> misfit.agreement().createdAt()))
                .map(misfit -> misfit.said(evaluation))
                .orElse(null);
    }

    /** How far an agreement comes from covering a call; the later of these the nearer. */
    private enum Nearness {
        ENDED,
        OF_ANOTHER,
        OTHER_DEMANDS,
        MORE_ARGUMENTS,
        OTHER_ARGUMENTS
    }

    private record Misfit(DelegationState agreement, Nearness nearness) {
        static Misfit of(DelegationState agreement, List<Obligation> demands, EvaluationContext evaluation) {
            return new Misfit(agreement, howNear(agreement, demands, evaluation));
        }

        private static Nearness howNear(
                DelegationState agreement, List<Obligation> demands, EvaluationContext evaluation) {
            var agreed = agreement.agreed();
            if (!ValidDelegation.countsNow(agreement, evaluation)) return Nearness.ENDED;
            if (agreed == null || !counts(agreement, evaluation) || byAgentsSide(agreed, evaluation))
                return Nearness.OF_ANOTHER;
            if (!answersFor(demands, agreed, evaluation)) return Nearness.OTHER_DEMANDS;
            return hasAllArguments(agreed, evaluation) ? Nearness.OTHER_ARGUMENTS : Nearness.MORE_ARGUMENTS;
        }

        String said(EvaluationContext evaluation) {
            return "Who gave the task agreed to calls like it (" + agreement.delegation() + "), but " + why(evaluation)
                    + ".";
        }

        private String why(EvaluationContext evaluation) {
            return switch (nearness) {
                case ENDED ->
                    agreement.status() == DelegationState.Status.REVOKED
                            ? "took that back"
                            : "that ended at " + agreement.expiresAt();
                case OF_ANOTHER -> "not to those of this agent in this task";
                case OTHER_DEMANDS -> "wasn't asked then by what asks now";
                case MORE_ARGUMENTS -> "this one has more arguments than those had: " + more(evaluation);
                case OTHER_ARGUMENTS -> "for another value of " + other(evaluation);
            };
        }

        private String more(EvaluationContext evaluation) {
            var known = Objects.requireNonNull(agreement.agreed()).arguments();
            return evaluation.question().argumentsOrNone().keySet().stream()
                    .filter(name -> !known.contains(name))
                    .sorted()
                    .limit(MOST_NAMED)
                    .map(AgreedCalls::word)
                    .collect(Collectors.joining(", "));
        }

        private String other(EvaluationContext evaluation) {
            var tool = Objects.requireNonNull(evaluation.tool().state()).id();
            var scope = ScopeCheck.of(
                    agreement,
                    tool,
                    evaluation.question().argumentsOrNone(),
                    evaluation.arguments(),
                    WithinScope.called(evaluation));
            return scope instanceof ScopeCheck.Broken broken && broken.limit().operator() != Constraint.Operator.CALLS
                    ? "its argument " + word(broken.limit().argument())
                    : "its arguments";
        }
    }

    /** The name of an argument, which whoever asks has chosen, as it may stand in a sentence that a person is shown. */
    private static String word(String name) {
        return ONE_WORD.matcher(name).matches() ? name : PlainText.quoted(name, LONGEST_NAME);
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

    private static boolean covers(@Nullable AgreedKind agreed, List<Obligation> demands, EvaluationContext evaluation) {
        return agreed != null
                && !byAgentsSide(agreed, evaluation)
                && answersFor(demands, agreed, evaluation)
                && hasAllArguments(agreed, evaluation);
    }

    /** The agent's side doesn't answer for the person, by whichever of his tokens. */
    private static boolean byAgentsSide(AgreedKind agreed, EvaluationContext evaluation) {
        return agreed.client().equals(evaluation.question().caller());
    }

    private static boolean answersFor(List<Obligation> demands, AgreedKind agreed, EvaluationContext evaluation) {
        return agreed.policyVersion().equals(evaluation.book().version())
                && demands.stream().allMatch(demand -> isHis(demand, agreed));
    }

    private static boolean hasAllArguments(AgreedKind agreed, EvaluationContext evaluation) {
        return agreed.arguments()
                .containsAll(evaluation.question().argumentsOrNone().keySet());
    }

    private static boolean isHis(Obligation demand, AgreedKind agreed) {
        if (demand.policy() == null || !agreed.policies().contains(demand.policy())) return false;
        return Approvers.parse(demand.value())
                .filter(who ->
                        who.role() == null && (who.acr() == null || who.acr().equals(agreed.acr())))
                .isPresent();
    }
}
