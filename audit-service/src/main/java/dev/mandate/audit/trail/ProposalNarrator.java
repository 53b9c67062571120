package dev.mandate.audit.trail;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ProposalEvent;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who proposed, approved or refused which change with a far reach. */
final class ProposalNarrator {
    private static final Set<String> OF_SETTINGS = Set.of("outputs", "sign-in-strength");

    private final Function<Actor, String> names;

    ProposalNarrator(Function<Actor, String> names) {
        this.names = names;
    }

    TrailRow tell(ProposalEvent event) {
        if (event instanceof ProposalEvent.Made it)
            return row(
                    it,
                    it.by(),
                    "proposed",
                    who(it.by()) + " proposed to " + what(it) + "; it waits for people until " + it.endsAt()
                            + touches(it));
        if (event instanceof ProposalEvent.Approved it)
            return row(
                    it,
                    it.by(),
                    it.missing() == 0 ? "carried_out" : "approved",
                    who(it.by()) + " approved to " + what(it)
                            + (it.missing() == 0 ? "; it is done" : "; another person is needed"));
        if (event instanceof ProposalEvent.ApprovalStruck it)
            return row(
                    it,
                    it.by(),
                    "approval_struck",
                    "The approval of " + who(it.approver()) + " to " + what(it)
                            + " counts no more: he may not stand for it any more");
        if (event instanceof ProposalEvent.Refused it)
            return row(it, it.by(), "refused", who(it.by()) + " refused to " + what(it) + ": " + it.reason());
        if (event instanceof ProposalEvent.MadeAlone it)
            return row(
                    it,
                    it.by(),
                    "made_alone",
                    who(it.by()) + " made alone, as the first client may until " + it.until() + ": " + what(it)
                            + touches(it));
        if (event instanceof ProposalEvent.MadeByFiles it)
            return row(
                    it,
                    null,
                    "made_by_files",
                    (ofSettings(it) ? "Settings of the replica " : "Files that were laid onto the replica ")
                            + it.replica() + " have it " + what(it)
                            + "; nobody proposed it. Their digest is "
                            + it.change().digest() + touches(it));
        var it = (ProposalEvent.Ended) event;
        return row(
                it,
                it.by(),
                it.why() == ProposalEvent.Why.EXPIRED ? "expired" : "outdated",
                "The proposal to " + what(it) + " ended: "
                        + (it.why() == ProposalEvent.Why.EXPIRED ? "nobody approved it in time" : it.detail()));
    }

    private static boolean ofSettings(ProposalEvent.MadeByFiles event) {
        return OF_SETTINGS.contains(event.change().kind());
    }

    private String who(Actor by) {
        return names.apply(by);
    }

    private static String what(ProposalEvent event) {
        return event.change().summary() + " (" + event.proposal() + ")";
    }

    private static String touches(ProposalEvent event) {
        var lines = event.change().touches();
        return lines.isEmpty() ? "" : "; it touches " + String.join("; ", lines.subList(0, Math.min(3, lines.size())));
    }

    private static TrailRow row(ProposalEvent event, @Nullable Actor by, String outcome, String summary) {
        return new TrailRow(null, null, Doer.person(by), null, null, outcome, summary)
                .on(event.proposal().value());
    }
}
