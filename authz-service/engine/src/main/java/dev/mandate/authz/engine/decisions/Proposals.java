package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.answers.Proposal;
import dev.mandate.authz.engine.decisions.answers.Proposal.Kind;
import dev.mandate.authz.engine.delegations.ModelScope;
import dev.mandate.authz.engine.delegations.ScopeCheck;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What would change a denial, derived from its reason and from what the guard looked at. */
final class Proposals {
    private Proposals() {}

    static List<Proposal> of(Outcome.Refused refused, EvaluationContext evaluation) {
        var about = refused.about();
        return switch (refused.reason()) {
            case UNKNOWN_RESOURCE ->
                CedarNames.reserved(evaluation.question().resourceId())
                        ? List.of()
                        : one(Kind.REGISTER_RESOURCE, about, null);
            case UNKNOWN_IDENTITY -> one(Kind.REGISTER_IDENTITY, about, null);
            case UNREADABLE_STATE -> one(Kind.REPAIR_STATE, about, null);
            case IDENTITY_INACTIVE, OWNER_INACTIVE, PARENT_INACTIVE -> standing(about, evaluation);
            case TOKEN_INVALID, TOKEN_VOID -> one(Kind.NEW_TOKEN, about, null);
            case DELEGATION_UNKNOWN, DELEGATION_EXPIRED, DELEGATION_REVOKED, DELEGATION_NOT_BOUND, BUDGET_EXHAUSTED ->
                one(Kind.NEW_DELEGATION, about, null);
            case OUTSIDE_SCOPE -> one(Kind.DELEGATE_TOOL, about, WithinScope.nameOf(evaluation));
            case LIMIT_EXCEEDED -> one(Kind.CHANGE_ARGUMENT, about, limited(about, evaluation));
            case NOT_YOUR_RESOURCE ->
                one(Kind.SPEAK_FOR_APPLICATION, about, evaluation.question().caller());
            case INVALID_ATTRIBUTE -> one(Kind.CORRECT_ATTRIBUTE, null, attribute(evaluation));
            case INVALID_ARGUMENT -> one(Kind.CORRECT_ARGUMENT, null, invalid(evaluation));
            case UNDECLARED_ARGUMENT -> one(Kind.OMIT_ARGUMENT, about, undeclared(about, evaluation));
            case PERSON_POLICY, AGENT_POLICY, DELEGATOR_POLICY -> policies(refused, evaluation);
            case SESSION_UNKNOWN ->
                List.of(new Proposal(Kind.NEW_DELEGATION, null, null), new Proposal(Kind.TRY_AGAIN, null, null));
            case APPROVAL_REQUIRED -> approved(refused, changes(refused), evaluation);
            case APPROVAL_USED -> approved(refused, List.of(), evaluation);
            case POLICY_ERROR, APPROVAL_REFUSED -> changes(refused);
            case STEP_UP_REQUIRED -> isPerson(evaluation) ? stepUps(refused, evaluation) : changes(refused);
            case RISK_HIGH, RISK_CRITICAL -> risk(refused, evaluation);
            case STALE_PROJECTION, STALE_RISK -> one(Kind.FRESH_STREAM, about, null);
            case INTERNAL_ERROR, DECISION_LOG_UNAVAILABLE, NOT_YET_FRESH -> one(Kind.TRY_AGAIN, null, null);
            case UNRECORDABLE -> one(Kind.SHORTEN_ARGUMENTS, null, null);
            case UNKNOWN_ACTION -> List.of();
        };
    }

    private static List<Proposal> one(Kind kind, @Nullable String about, @Nullable String value) {
        return List.of(new Proposal(kind, about, value));
    }

    private static List<Proposal> standing(@Nullable String about, EvaluationContext evaluation) {
        if (about == null) return List.of();
        var id = new IdentityId(about);
        var state = evaluation.directory().identities().get(about).state();
        var against = state == null ? null : Hindrance.of(state, evaluation.now());
        // One that nothing is against itself has an owner who answered for it in another employment.
        if (!id.isPerson()) return one(against == null ? Kind.ACCEPT_AGENT : against.proposed(), about, null);
        var proposals = new ArrayList<Proposal>();
        var access = evaluation.directory().access().get(about).state();
        if (access != null && access.employment() != Employment.ACTIVE)
            proposals.add(new Proposal(Kind.EMPLOY_PERSON, about, null));
        if (against != null) proposals.add(new Proposal(against.proposed(), about, null));
        for (var actor : evaluation.actors().acting())
            if (id.equals(evaluation.ownerOf(actor)))
                proposals.add(new Proposal(Kind.ACCEPT_AGENT, actor.value(), null));
        // Both records are in order, only one of them tells of an employment that the other doesn't know yet.
        return proposals.isEmpty() ? one(Kind.TRY_AGAIN, about, null) : proposals;
    }

    private static @Nullable String attribute(EvaluationContext evaluation) {
        var own = evaluation.own();
        var wrong = own == null ? null : own.wrong();
        return wrong == null ? null : wrong.attribute();
    }

    /** Null where it is about all of them. */
    private static @Nullable String invalid(EvaluationContext evaluation) {
        var invalid = evaluation.context().invalid();
        return invalid == null || invalid.argument().isEmpty() ? null : invalid.argument();
    }

    private static @Nullable String undeclared(@Nullable String delegation, EvaluationContext evaluation) {
        return scope(delegation, evaluation) instanceof ScopeCheck.Undeclared undeclared ? undeclared.argument() : null;
    }

    private static @Nullable String limited(@Nullable String delegation, EvaluationContext evaluation) {
        if (evaluation.usesModel()) return ModelScope.TOKENS;
        return scope(delegation, evaluation) instanceof ScopeCheck.Broken broken
                ? broken.limit().argument()
                : null;
    }

    private static @Nullable ScopeCheck scope(@Nullable String delegation, EvaluationContext evaluation) {
        for (var link : evaluation.links())
            if (link.delegation().value().equals(delegation)) return WithinScope.check(link, evaluation);
        return null;
    }

    private static List<Proposal> policies(Outcome.Refused refused, EvaluationContext evaluation) {
        var about = refused.about();
        if (about == null) return List.of();
        var principal = new IdentityId(about);
        var proposals = new ArrayList<Proposal>();
        if (!principal.isPerson() && evaluation.delegation() == null && Remedy.inATask(principal, evaluation))
            proposals.add(new Proposal(Kind.NEW_DELEGATION, null, null));
        if (!refused.policies().isEmpty()) {
            proposals.addAll(changes(refused));
            return proposals;
        }
        var request = PolicyRequest.of(principal, evaluation);
        for (var role : principal.isPerson() ? Remedy.roles(request, evaluation) : List.<String>of())
            proposals.add(new Proposal(Kind.GRANT_ROLE, about, role));
        proposals.add(new Proposal(Kind.PERMIT, about, null));
        return proposals;
    }

    /** A new session, which a person who acts for himself doesn't get by signing in again. */
    private static List<Proposal> risk(Outcome.Refused refused, EvaluationContext evaluation) {
        return isPerson(evaluation)
                ? stepUps(refused, evaluation)
                : approved(refused, one(Kind.NEW_DELEGATION, null, null), evaluation);
    }

    /** Each person or role that has to approve, before all else that would help. */
    private static List<Proposal> approved(
            Outcome.Refused refused, List<Proposal> others, EvaluationContext evaluation) {
        var person = evaluation.person();
        return Stream.concat(
                        refused.obligations().stream()
                                .filter(asked -> asked.kind() == Obligation.Kind.APPROVAL)
                                .map(asked -> new Proposal(
                                        Kind.APPROVE,
                                        asked.value() == null && person != null ? person.value() : null,
                                        asked.value()))
                                .distinct(),
                        others.stream())
                .toList();
    }

    private static boolean isPerson(EvaluationContext evaluation) {
        var subject = evaluation.subject();
        return subject != null && subject.isPerson();
    }

    private static List<Proposal> stepUps(Outcome.Refused refused, EvaluationContext evaluation) {
        var person = evaluation.person();
        return refused.obligations().stream()
                .filter(obligation -> obligation.kind() == Obligation.Kind.STEP_UP)
                .map(obligation -> new Proposal(
                        Kind.STEP_UP, person == null ? refused.about() : person.value(), obligation.value()))
                .toList();
    }

    private static List<Proposal> changes(Outcome.Refused refused) {
        return refused.policies().stream()
                .map(policy -> new Proposal(Kind.CHANGE_POLICY, refused.about(), policy))
                .toList();
    }
}
