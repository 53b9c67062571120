package dev.mandate.events.administration;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.ids.ProposalId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facts on {@code administration.proposals.v1}, keyed by the proposal: what became of changes that one person alone may not make.
 * Every service tells of its own; the change itself is a fact or a state of the service, beside these.
 */
public sealed interface ProposalEvent {
    /** In characters. */
    int LONGEST_REPLICA = 300;

    EventFamily<ProposalEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.ADMINISTRATION_PROPOSALS,
            Map.of(
                    "administration.proposal.made.v1", Made.class,
                    "administration.proposal.approved.v1", Approved.class,
                    "administration.proposal.approval-struck.v1", ApprovalStruck.class,
                    "administration.proposal.refused.v1", Refused.class,
                    "administration.proposal.ended.v1", Ended.class,
                    "administration.proposal.made-alone.v1", MadeAlone.class,
                    "administration.proposal.made-by-files.v1", MadeByFiles.class),
            event -> event.proposal().value());

    ProposalId proposal();

    ProposedChange change();

    /** It waits for others until {@code endsAt}. */
    record Made(ProposalId proposal, ProposedChange change, Instant endsAt, Actor by) implements ProposalEvent {
        public Made {
            check(proposal, change);
            Objects.requireNonNull(endsAt, "endsAt is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * A person stands for it too.
     *
     * @param missing how many people more it needs; 0 if it was carried out with this
     */
    record Approved(ProposalId proposal, ProposedChange change, int missing, Actor by) implements ProposalEvent {
        public Approved {
            check(proposal, change);
            if (missing < 0) throw new IllegalArgumentException("missing must not be negative");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * Somebody who stood for it may not any more: he was stopped, left or lost the role. His approval counts for nothing.
     *
     * @param approver whose approval it was
     * @param by who approved next, which showed it
     */
    record ApprovalStruck(ProposalId proposal, ProposedChange change, Actor approver, Actor by)
            implements ProposalEvent {
        public ApprovalStruck {
            check(proposal, change);
            Objects.requireNonNull(approver, "approver is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** It will not be carried out. */
    record Refused(ProposalId proposal, ProposedChange change, Reason reason, Actor by) implements ProposalEvent {
        public Refused {
            check(proposal, change);
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * It can't be carried out any more.
     *
     * @param detail what stood against it, for people; null where {@code why} says all
     * @param by whose approval showed it; null where its time was up, or what it is about went away
     */
    record Ended(
            ProposalId proposal,
            ProposedChange change,
            Why why,
            @Nullable String detail,
            @Nullable Actor by) implements ProposalEvent {
        public Ended {
            check(proposal, change);
            Objects.requireNonNull(why, "why is missing");
        }
    }

    enum Why {
        /** Nobody approved it in time. */
        EXPIRED,
        /** What it was about has changed meanwhile, so that it would do something else than was said. */
        OUTDATED
    }

    /**
     * It was made at once by the first client alone, in the time in which there may be nobody else yet.
     *
     * @param until when that time ends
     */
    record MadeAlone(ProposalId proposal, ProposedChange change, Instant until, Actor by) implements ProposalEvent {
        public MadeAlone {
            check(proposal, change);
            Objects.requireNonNull(until, "until is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * Nobody proposed it: who runs a replica has laid files onto its disk, or set where something is sent (kind {@code outputs}), and
     * from now on they say there what counts.
     *
     * @param replica where, as a host and a port; others may have other files
     */
    record MadeByFiles(ProposalId proposal, ProposedChange change, String replica) implements ProposalEvent {
        public MadeByFiles {
            check(proposal, change);
            Objects.requireNonNull(replica, "replica is missing");
            if (replica.isBlank() || replica.length() > LONGEST_REPLICA || !PlainText.is(replica))
                throw new IllegalArgumentException("replica must have 1 to " + LONGEST_REPLICA + " plain characters");
        }
    }

    private static void check(ProposalId proposal, ProposedChange change) {
        Objects.requireNonNull(proposal, "proposal is missing");
        Objects.requireNonNull(change, "change is missing");
    }
}
