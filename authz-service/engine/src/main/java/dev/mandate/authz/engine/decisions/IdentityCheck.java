package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.util.Locale;

/** Whether one identity may take part: active in identity-service's eyes and, if a person, employed in lifecycle-service's. */
final class IdentityCheck {
    private IdentityCheck() {}

    /** @param beside it doesn't act itself: a person counts only as an agent's owner, an agent only as one that made another */
    static Outcome of(IdentityId identity, boolean beside, EvaluationContext evaluation) {
        var known = evaluation.directory().identities().get(identity.value());
        if (known.unreadable()) return unreadable(identity, "identity");
        var state = known.state();
        if (state == null || (state.kind() == Kind.PERSON) != identity.isPerson()) return unknown(identity, "identity");
        var against = Hindrance.of(state, evaluation.now());
        if (against != null)
            return refused(
                    identity,
                    beside,
                    named(identity, beside) + " " + standing(state, against) + "; " + against.remedy());
        return identity.isPerson() ? employment(state, beside, evaluation) : accountable(state, evaluation);
    }

    /** The owner himself is looked at beside it; here, whether he answers for it in his present employment. */
    private static Outcome accountable(IdentityState agent, EvaluationContext evaluation) {
        var id = agent.identity().value();
        var person = agent.owner();
        var access = person == null
                ? null
                : evaluation.directory().access().get(person.value()).state();
        if (access == null || access.employmentNumber() == agent.employmentNumber()) return Outcome.passed(id);
        return Outcome.refused(
                Reason.OWNER_INACTIVE,
                id,
                person + " answered for " + id
                        + " in another employment than the present one; an active person who accepts"
                        + " it as its owner changes this.");
    }

    private static String standing(IdentityState state, Hindrance against) {
        if (against == Hindrance.OUT_OF_TIME) return "may act only within the time that was set for it";
        var why = state.statusReason() == null ? "" : " (" + state.statusReason() + ")";
        return "is " + state.status().name().toLowerCase(Locale.ROOT) + why;
    }

    private static Outcome employment(IdentityState state, boolean beside, EvaluationContext evaluation) {
        var identity = state.identity();
        var known = evaluation.directory().access().get(identity.value());
        if (known.unreadable()) return unreadable(identity, "access");
        var access = known.state();
        if (access == null) return unknown(identity, "access");
        if (access.employment() != Employment.ACTIVE) {
            var employment = access.employment().name().toLowerCase(Locale.ROOT);
            return refused(
                    identity,
                    beside,
                    "The employment of " + identity + " is " + employment + "; HR reports when it is active.");
        }
        if (access.employmentNumber() != state.employmentNumber()) {
            return refused(
                    identity,
                    beside,
                    "lifecycle-service and identity-service tell of different employments of " + identity
                            + ", so one of them lags behind; it changes once both tell of the same.");
        }
        return beside ? Outcome.passed(identity.value()) : roles(identity, access, evaluation);
    }

    /** A role that can't be read might be one that a forbid names. */
    private static Outcome roles(IdentityId identity, AccessState access, EvaluationContext evaluation) {
        for (var grant : access.grants()) {
            if (!grant.validAt(evaluation.now())) continue;
            if (evaluation.directory().catalogue().role(grant.role()).unreadable())
                return unreadable(identity, "role " + grant.role());
        }
        return Outcome.passed(identity.value());
    }

    private static String named(IdentityId id, boolean beside) {
        return beside && id.isAgent() ? id + ", an agent that made one that acts here," : id.value();
    }

    private static Outcome refused(IdentityId id, boolean beside, String explanation) {
        var ofAnother = id.isPerson() ? Reason.OWNER_INACTIVE : Reason.PARENT_INACTIVE;
        return Outcome.refused(beside ? ofAnother : Reason.IDENTITY_INACTIVE, id.value(), explanation);
    }

    private static Outcome unknown(IdentityId identity, String record) {
        return Outcome.refused(
                Reason.UNKNOWN_IDENTITY,
                identity.value(),
                "There is no " + record + " record of " + identity
                        + "; it may have been deleted, or not have arrived.");
    }

    private static Outcome unreadable(IdentityId identity, String record) {
        return Outcome.refused(
                Reason.UNREADABLE_STATE,
                identity.value(),
                "The newest " + record + " record of " + identity
                        + " can't be read; a later readable revision changes this.");
    }
}
