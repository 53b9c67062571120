package dev.mandate.events.authz;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Facts on {@code authz.decisions.v1}, keyed by session id (or {@code unknown} where the subject is, {@code gap} for a gap). */
public sealed interface DecisionEvent
        permits DecisionEvent.Decided, DecisionEvent.DryRun, FilteredDecision, DecisionEvent.Gap, DecisionAddendum {
    EventFamily<DecisionEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.AUTHZ_DECISIONS,
            Map.of(
                    "authz.decision.v1",
                    Decided.class,
                    "authz.decision.dry-run.v1",
                    DryRun.class,
                    "authz.decision.filtered.v1",
                    FilteredDecision.class,
                    "authz.decision.withheld.v1",
                    DecisionAddendum.Withheld.class,
                    "authz.decision.gap.v1",
                    Gap.class,
                    "authz.decision.raced.v1",
                    DecisionAddendum.Raced.class,
                    "authz.decision.misreported.v1",
                    DecisionAddendum.Misreported.class),
            DecisionEvent::key);

    Instant at();

    @com.fasterxml.jackson.annotation.JsonIgnore
    String key();

    /**
     * One decision.
     *
     * @param subject AuthZEN subject as asked, {@code type/id}
     * @param identity the subject where it is known
     * @param chain every identity whose standing the decision depended on: subject, delegators, owners
     * @param person who answers for it: the root delegator, else the owner, else the person himself
     * @param resource AuthZEN resource, {@code type/id}
     * @param arguments of the call as asserted by the caller; null where there were none
     * @param asserted what else the caller claimed about the circumstances and nobody else knows; null where nothing
     * @param reason stable code of the first obstacle; null for an allow
     * @param policyVersion the policies that it went by: {@code <set>/<version>} of each set in force, separated by commas; the
     *     digest of the files where files stand in for a set
     * @param catalogRevision highest revision of the catalogue that was known
     * @param freshnessMillis how old the oldest projection was
     * @param caller client id of who asked
     * @param shadow what the policies that are only watched would have said; null while none are, and where the answer was not
     *     theirs to give
     * @param logged whether the answer waited for this record, a denial no longer than an allow may; null in records from before anyone could choose
     * @param remedies what would have changed a denial; null for an allow, and in records from before they were kept
     * @param authentication how the person behind the token signed in; null where nothing says so
     * @param obligations what the answer asks of whoever enforces it; null where nothing
     * @param omitted arguments and claims that there is no room for, of a denial whose record would be too large for its readers:
     *     it is {@link #brief}; null where the record is whole
     * @param presenter whose access token the question came with: the subject's own, or that of whoever asked about it. Who it was is
     *     not always whom the question is about, since a token that is presented in the question is another one; null in records from
     *     before it was kept
     * @param vouched which members of {@code asserted} the presenter was trusted to know; null where none
     * @param permit what an allowed call of a tool is held against; null for everything else, and in records from before there was one
     * @param approval what a person's yes would change about a denial, or what an allow used up; null where the answer rests on none
     * @param established from where it was asked, as the subject's token shows; null where none was shown
     * @param receipt digest of what its answer was given with ({@link Receipt#digest()}): only whoever shows that tells what became of the
     *     call. Null where nobody was given anything, so that whoever may write actions may tell, and in records from before there were any
     */
    @JsonSerialize(using = DecidedJson.class)
    record Decided(
            DecisionId decision,
            Instant at,
            @Nullable SessionId session,
            String subject,
            @Nullable IdentityId identity,
            List<IdentityId> chain,
            @Nullable IdentityId person,
            @Nullable DelegationId delegation,
            String action,
            String resource,
            @Nullable Map<String, Object> arguments,
            @Nullable Map<String, Object> asserted,
            boolean allowed,
            @Nullable String reason,
            @Nullable String explanation,
            List<GuardOutcome> guards,
            String policyVersion,
            long catalogRevision,
            long freshnessMillis,
            String caller,
            @Nullable String requestId,
            @Nullable ShadowOutcome shadow,
            @Nullable Logged logged,
            @Nullable List<Remedy> remedies,
            @Nullable Authentication authentication,
            @Nullable List<Obligation> obligations,
            @Nullable Omitted omitted,
            @Nullable Actor presenter,
            @Nullable List<String> vouched,
            @Nullable Permit permit,
            @Nullable NeededApproval approval,
            @Nullable Established established,
            @Nullable String receipt)
            implements DecisionEvent {
        /** What the resource of a tool begins with; its id follows. */
        public static final String TOOL = "tool/";

        public Decided {
            Objects.requireNonNull(decision, "decision is missing");
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(subject, "subject is missing");
            Objects.requireNonNull(action, "action is missing");
            Objects.requireNonNull(resource, "resource is missing");
            Objects.requireNonNull(policyVersion, "policyVersion is missing");
            Objects.requireNonNull(caller, "caller is missing");
            chain = chain == null ? List.of() : List.copyOf(chain);
            guards = guards == null ? List.of() : List.copyOf(guards);
            remedies = remedies == null ? null : List.copyOf(remedies);
            obligations = obligations == null || obligations.isEmpty() ? null : List.copyOf(obligations);
            vouched = vouched == null || vouched.isEmpty() ? null : List.copyOf(vouched);
        }

        @Override
        public String key() {
            return session == null ? "unknown" : session.value();
        }

        /** Id of the tool that it is about; null for any other resource. */
        public @Nullable String tool() {
            return resource.startsWith(TOOL) ? resource.substring(TOOL.length()) : null;
        }

        /**
         * The same denial in the form that has room on the topic whatever was asked.
         *
         * @throws IllegalStateException for an allow, which is recorded whole or not given
         */
        public Decided brief() {
            if (allowed) throw new IllegalStateException("an allow is recorded whole");
            return BriefDecision.of(this);
        }
    }

    /**
     * Somebody asked what would be answered, and nobody means to do it. A type of its own, so that whoever counts decisions, takes them for
     * asking a person, or lets them speak for calls, can't take this for one.
     *
     * @param answer what a decision would have been, in the same form: it has no permit, and asks nobody for an approval
     */
    record DryRun(@JsonValue Decided answer) implements DecisionEvent {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public DryRun {
            Objects.requireNonNull(answer, "answer is missing");
            var approval = answer.approval();
            if (answer.permit() != null || approval != null && approval.asked())
                throw new IllegalArgumentException("by a dry run no call is made, and nobody is asked");
        }

        @Override
        public Instant at() {
            return answer.at();
        }

        @Override
        public String key() {
            return answer.key();
        }
    }

    /**
     * Answers of one replica that left without a record, since the log took none and too many waited already. Some of them may be on
     * record all the same: those that were under way when the log stopped to acknowledge.
     *
     * @param at when the log took records again; of a process that ended before, when it counted last
     * @param from instant of the first of them
     * @param until instant of the last of them
     * @param denials how many denials, and answers to dry runs, by which nothing is done either
     * @param allows how many allows of action groups that are logged without waiting, and records that nobody could read any more
     * @param withheld how many allows that are on record never left, though no {@link DecisionAddendum.Withheld} says so
     */
    record Gap(Instant at, Instant from, Instant until, long denials, long allows, long withheld)
            implements DecisionEvent {
        public Gap {
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(from, "from is missing");
            Objects.requireNonNull(until, "until is missing");
            if (until.isBefore(from)) throw new IllegalArgumentException("until must not be before from");
            if (denials < 0 || allows < 0 || withheld < 0)
                throw new IllegalArgumentException("denials, allows and withheld must not be negative");
        }

        @Override
        public String key() {
            return "gap";
        }
    }

    /** Whether an answer waited for its record. */
    enum Logged {
        /** It waited for the broker to acknowledge this record: an allow left only then, a denial also where that took too long, or while the broker took none. */
        ACKNOWLEDGED,
        /** It did not wait: allows of the action groups that the operator chose, and denials while more waited than may. */
        BUFFERED
    }
}
