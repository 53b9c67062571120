package dev.mandate.authz.engine.decisions.answers;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.DryRun;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.authz.FilteredDecision;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.authz.Permit;
import dev.mandate.events.authz.ShadowOutcome;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one question.
 *
 * @param reason null for an allow
 * @param explanation a sentence that says what would change it; null for an allow
 * @param person who answers for it
 * @param shadow what policies that are only watched would have said; null while none are, or it made no difference which
 * @param proposals what would change a denial; empty for an allow
 * @param obligations what it asks of whoever enforces it
 * @param permit for the one call that was allowed; null for everything else
 * @param approval that would change a denial, or that an allow uses up; null where it rests on none
 * @param receipt digest of what its answer is given with; null where nobody is given anything
 * @param filter which resources it is about; null where it is about one
 */
public record Verdict(
        DecisionId id,
        Instant at,
        Question question,
        boolean allowed,
        @Nullable Reason reason,
        @Nullable String explanation,
        List<GuardOutcome> guards,
        @Nullable SessionId session,
        @Nullable IdentityId identity,
        List<IdentityId> chain,
        @Nullable IdentityId person,
        String policyVersion,
        long catalogRevision,
        long freshnessMillis,
        @Nullable ShadowOutcome shadow,
        List<Proposal> proposals,
        List<Obligation> obligations,
        @Nullable Permit permit,
        @Nullable NeededApproval approval,
        @Nullable String receipt,
        @Nullable GivenFilter filter) {
    private static final String DECISION_LOG = "decision_log";

    public Verdict with(Permit its) {
        return new Verdict(
                id,
                at,
                question,
                allowed,
                reason,
                explanation,
                guards,
                session,
                identity,
                chain,
                person,
                policyVersion,
                catalogRevision,
                freshnessMillis,
                shadow,
                proposals,
                obligations,
                its,
                approval,
                receipt,
                filter);
    }

    /** Ids of all Cedar policies that any guard went by. */
    public List<String> policies() {
        var ids = new LinkedHashSet<String>();
        for (var guard : guards) ids.addAll(guard.policies());
        return List.copyOf(ids);
    }

    /** The same question, refused because this allow could not be recorded in time. */
    public Verdict withheld() {
        return unrecorded(
                Reason.DECISION_LOG_UNAVAILABLE,
                "An allow counts only once it is recorded, and the record was not acknowledged in time; try again.",
                Proposal.Kind.TRY_AGAIN);
    }

    /** The same question, refused because another replica allowed the session something first with which this is none. */
    public Verdict overtaken() {
        return unrecorded(
                Reason.SESSION_UNKNOWN,
                "Another replica allowed this session calls at the same time, with which this one would not be allowed;"
                        + " asking again changes this.",
                Proposal.Kind.TRY_AGAIN);
    }

    /** The same question, refused because nobody could read the record of this allow. */
    public Verdict unrecordable() {
        return unrecorded(
                Reason.UNRECORDABLE,
                "An allow counts only if all of it is on record, and the record of this one would be larger than its readers"
                        + " take, or have numbers or names that they refuse; smaller arguments change this.",
                Proposal.Kind.SHORTEN_ARGUMENTS);
    }

    /** The same question, refused because another call's record used up the approval before this one's. */
    public Verdict usedElsewhere() {
        return unrecorded(
                Reason.APPROVAL_USED,
                "A person let one such call be made, and another one, asked at the same time, has used that up; the next one"
                        + " asks for another approval.",
                Proposal.Kind.TRY_AGAIN);
    }

    /** Every guard let it pass, and only its record, or what is on record before it, is why it is a denial. */
    public boolean isForItsRecord() {
        return guards.stream().anyMatch(guard -> guard.guard().equals(DECISION_LOG));
    }

    private Verdict unrecorded(Reason why, String said, Proposal.Kind remedy) {
        var seen = new ArrayList<>(guards);
        seen.add(new GuardOutcome(DECISION_LOG, null, false, why.code(), List.of()));
        return new Verdict(
                id,
                at,
                question,
                false,
                why,
                said,
                List.copyOf(seen),
                session,
                identity,
                chain,
                person,
                policyVersion,
                catalogRevision,
                freshnessMillis,
                shadow,
                List.of(new Proposal(remedy, null, null)),
                List.of(),
                null,
                null,
                receipt,
                filter == null ? null : filter.never());
    }

    public Decided record(Logged logged) {
        return new Decided(
                id,
                at,
                session,
                question.subject(),
                identity,
                chain,
                person,
                question.delegation(),
                question.action().name(),
                question.resource(),
                question.arguments(),
                question.asserted().isEmpty() ? null : question.asserted(),
                allowed,
                reason == null ? null : reason.code(),
                explanation,
                guards,
                policyVersion,
                catalogRevision,
                freshnessMillis,
                question.caller(),
                question.requestId(),
                shadow,
                logged,
                allowed ? null : proposals.stream().map(Proposal::record).toList(),
                question.proof().authentication().equals(Authentication.UNKNOWN)
                        ? null
                        : question.proof().authentication(),
                obligations,
                null,
                question.asker().presenter(),
                List.copyOf(question.vouched().keySet()),
                permit,
                approval,
                question.proof().established(),
                receipt);
    }

    /** What is told of it. */
    public DecisionEvent event(Logged logged) {
        return told(record(logged));
    }

    /** The same in the form that always has room; only of a denial. */
    public DecisionEvent briefly(Logged logged) {
        return told(record(logged).brief());
    }

    private DecisionEvent told(Decided decided) {
        if (filter != null)
            return new FilteredDecision(
                    decided, filter.until(), allowed && filter.isAlways(), filter.json(), filter.leftOut());
        return question.dryRun() ? new DryRun(decided) : decided;
    }

    public Withheld withheldRecord(Instant now) {
        return new Withheld(id, now, session);
    }
}
