package dev.mandate.authz.engine.decisions;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether one identity may take part: active in identity-service's eyes and, if a person, employed in lifecycle-service's. */
final class IdentityCheck {
    private static final Set<WorkloadFacts.Status> OVER =
            EnumSet.of(WorkloadFacts.Status.RETIRED, WorkloadFacts.Status.DELETED);

    private IdentityCheck() {}

    /** @param beside it doesn't act itself: a person counts only as an agent's owner, an agent only as one that made another */
    static Outcome of(IdentityId identity, boolean beside, EvaluationContext evaluation) {
        var known = evaluation.directory().identities().get(identity.value());
        if (known.unreadable()) return unreadable(identity, "identity");
        var state = known.state();
        if (state == null || (state.kind() == Kind.PERSON) != identity.isPerson()) return unknown(identity, "identity");
        var refused = inactive(state, beside);
        if (refused != null) return refused;
        if (!state.validAt(evaluation.now()))
            return refused(
                    identity,
                    beside,
                    named(identity, beside)
                            + " may act only within the time that was set for it; an administrator changes this.");
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

    private static @Nullable Outcome inactive(IdentityState state, boolean beside) {
        if (state.status() == Status.ACTIVE) return null;
        var why = state.statusReason() == null ? "" : " (" + state.statusReason() + ")";
        var id = state.identity();
        var status = state.status().name().toLowerCase(Locale.ROOT);
        return refused(id, beside, named(id, beside) + " is " + status + why + "; " + remedy(state));
    }

    private static String remedy(IdentityState state) {
        var workload = state.workload();
        if (workload != null && workload.status() == WorkloadFacts.Status.STAGED)
            return "activating it changes this, once an active person answers for it.";
        if (workload != null && OVER.contains(workload.status()))
            return "it never acts again, so register another workload.";
        if (state.statusReason() != null && state.statusReason().startsWith(IdentityState.STOPPED))
            return "whoever may resume it, an administrator, changes this.";
        return state.kind() == Kind.PERSON
                ? "only an active person counts."
                : "an active person who accepts it as its owner changes this.";
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
