package dev.mandate.console.proposals;

import dev.mandate.console.frame.Moment;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * One proposal as a page shows it.
 *
 * @param notice what became of the last attempt; empty without
 * @param standing what is so now, in a sentence
 */
public record ProposalPage(
        String visitor,
        Proposal proposal,
        String notice,
        String standing,
        Moment proposed,
        Moment until,
        List<Stander> standers) {
    private static final Map<String, String> STANDING = Map.of(
            "CARRIED_OUT", "It is done.",
            "REFUSED", "It was refused; nothing was changed.",
            "EXPIRED", "Nobody approved it in time; nothing was changed.",
            "OUTDATED", "What it was about has changed meanwhile; it has to be proposed anew.");

    /** Somebody who approved it. */
    public record Stander(String by, Moment at) {}

    static ProposalPage of(Proposal it, String visitor, String notice, InstantSource clock) {
        return new ProposalPage(
                visitor,
                it,
                notice,
                it.isOpen()
                        ? "Nothing is changed yet: it waits for "
                                + (it.missing() == 1 ? "one more person" : it.missing() + " people") + "."
                        : STANDING.getOrDefault(it.status(), it.status()),
                Moment.of(it.proposedAt(), clock),
                Moment.of(it.endsAt(), clock),
                it.approvals().stream()
                        .map(approval -> new Stander(approval.by(), Moment.of(approval.at(), clock)))
                        .toList());
    }

    /** Neither who proposed it nor who has approved it approves it again. */
    public boolean approves() {
        return proposal.isOpen() && !proposal.mine() && !proposal.isApprovedByMe();
    }
}
