package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.delegations.DelegationChain;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.IdentityId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The delegation and each of its parents count now, hang together, and are the subject's. */
final class ValidDelegation implements Guard {
    @Override
    public String name() {
        return "valid_delegation";
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        var chain = evaluation.delegation();
        if (chain == null) return List.of(withoutOne(evaluation.question()));
        var outcomes = new ArrayList<Outcome>();
        @Nullable DelegationState child = null;
        for (var link : chain.links()) {
            var outcome = outcomeOf(link, child, evaluation);
            outcomes.add(outcome);
            if (outcome instanceof Outcome.Refused) return outcomes;
            child = link;
        }
        var broken = broken(chain);
        if (broken != null) outcomes.add(broken);
        else if (!rootedIn(chain, evaluation.question()))
            outcomes.add(notBound(evaluation.question().delegator(), chain));
        return outcomes;
    }

    /** Who says that he acts for somebody acts under a delegation, or not at all. */
    private static Outcome withoutOne(Question question) {
        var delegator = question.delegator();
        if (delegator == null) return Outcome.PASSED;
        return Outcome.refused(
                Reason.DELEGATION_UNKNOWN,
                null,
                "Nothing shows that " + delegator + " handed this on to " + question.subjectId()
                        + "; a delegation, named or in the token, changes this.");
    }

    /** By itself; what it was made from is looked at apart. */
    static boolean countsNow(DelegationState link, EvaluationContext evaluation) {
        return link.status() == DelegationState.Status.ACTIVE
                && voidBefore(link, evaluation) == null
                && evaluation.now().isBefore(link.expiresAt());
    }

    private static Outcome outcomeOf(
            DelegationState link, @Nullable DelegationState child, EvaluationContext evaluation) {
        var id = link.delegation().value();
        if (link.status() == DelegationState.Status.REVOKED) {
            var why = link.statusReason() == null ? "" : " (" + link.statusReason() + ")";
            return Outcome.refused(
                    Reason.DELEGATION_REVOKED,
                    id,
                    "Delegation " + id + " was revoked" + why + "; only a new one changes this.");
        }
        var voided = voidBefore(link, evaluation);
        if (voided != null) {
            return Outcome.refused(
                    Reason.DELEGATION_REVOKED,
                    id,
                    "Delegation " + id + " is older than what became void of " + voided
                            + "; only a new one changes this.");
        }
        if (!evaluation.now().isBefore(link.expiresAt())) {
            return Outcome.refused(
                    Reason.DELEGATION_EXPIRED,
                    id,
                    "Delegation " + id + " ended at " + link.expiresAt() + "; only a new one changes this.");
        }
        var holder = child == null ? evaluation.subject() : child.delegator();
        var sameSession = child == null || child.session().equals(link.session());
        if (!link.agent().equals(holder) || !sameSession) {
            return Outcome.refused(
                    Reason.DELEGATION_NOT_BOUND,
                    id,
                    "Delegation " + id + " was made to " + link.agent()
                            + " and serves nobody else; ask for one of your own.");
        }
        return Outcome.passed(id);
    }

    /** Whose tokens from that time are void: identity-service revokes such a delegation, but its record may come later. */
    private static @Nullable IdentityId voidBefore(DelegationState link, EvaluationContext evaluation) {
        for (var identity : List.of(link.delegator(), link.agent())) {
            var state =
                    evaluation.directory().identities().get(identity.value()).state();
            var voidBefore = state == null ? null : state.tokensVoidBefore();
            if (voidBefore != null && link.createdAt().isBefore(voidBefore)) return identity;
        }
        return null;
    }

    private static @Nullable Outcome broken(DelegationChain chain) {
        var broken = chain.broken();
        if (broken == null) return null;
        if (chain.unreadable()) {
            return Outcome.refused(
                    Reason.UNREADABLE_STATE,
                    broken.value(),
                    "The newest record of delegation " + broken
                            + " can't be read; a later readable revision changes this.");
        }
        return Outcome.refused(
                Reason.DELEGATION_UNKNOWN,
                broken.value(),
                "No delegation " + broken + " is known; it has ended, or its record hasn't arrived yet.");
    }

    /** At the top stands a person, and the one whom the token names. */
    private static boolean rootedIn(DelegationChain chain, Question question) {
        var root = chain.root();
        if (root == null || !root.delegator().isPerson()) return false;
        return question.delegator() == null
                || question.delegator().equals(root.delegator().value());
    }

    private static Outcome notBound(@Nullable String delegator, DelegationChain chain) {
        var root = chain.root();
        var id = root == null ? null : root.delegation().value();
        return Outcome.refused(
                Reason.DELEGATION_NOT_BOUND,
                id,
                "Delegation " + id + " doesn't come from " + (delegator == null ? "a person" : delegator)
                        + "; exchange the right one for a token.");
    }
}
