package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.answers.Proposal;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.WorkloadFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an identity's own record has against its taking part, with what changes this: in words and as a proposal. */
enum Hindrance {
    /** Its time hasn't come, or is over. */
    OUT_OF_TIME(Proposal.Kind.CHANGE_VALIDITY, "an administrator changes this."),
    /** A workload that was never put into use. */
    STAGED(Proposal.Kind.ACTIVATE_IDENTITY, "activating it changes this, once an active person answers for it."),
    /** A workload that is retired or deleted. */
    OVER(Proposal.Kind.NEW_WORKLOAD, "it never acts again, so register another workload."),
    /** By hand. */
    STOPPED(Proposal.Kind.RESUME_IDENTITY, "whoever may resume it, an administrator, changes this."),
    /** An agent or workload. */
    UNANSWERED(Proposal.Kind.ACCEPT_AGENT, "an active person who accepts it as its owner changes this."),
    /** A person. */
    GONE(Proposal.Kind.ACTIVATE_IDENTITY, "only an active person counts.");

    private final Proposal.Kind proposed;
    private final String remedy;

    Hindrance(Proposal.Kind proposed, String remedy) {
        this.proposed = proposed;
        this.remedy = remedy;
    }

    /** Null where there is none. */
    static @Nullable Hindrance of(IdentityState state, Instant now) {
        if (state.status() == Status.ACTIVE) return state.validAt(now) ? null : OUT_OF_TIME;
        var phase = state.workload() == null ? null : state.workload().status();
        if (phase == WorkloadFacts.Status.STAGED) return STAGED;
        if (phase == WorkloadFacts.Status.RETIRED || phase == WorkloadFacts.Status.DELETED) return OVER;
        var why = state.statusReason();
        if (why != null && why.startsWith(IdentityState.STOPPED)) return STOPPED;
        return state.kind() == Kind.PERSON ? GONE : UNANSWERED;
    }

    Proposal.Kind proposed() {
        return proposed;
    }

    /** The end of a sentence. */
    String remedy() {
        return remedy;
    }
}
