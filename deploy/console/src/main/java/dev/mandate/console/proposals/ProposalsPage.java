package dev.mandate.console.proposals;

import dev.mandate.console.apis.Api;
import dev.mandate.console.frame.Moment;
import dev.mandate.console.proposals.Proposals.Waiting;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What waits for people.
 *
 * @param allowed whether he may see what others proposed
 * @param more whether there are more than are listed
 * @param away what can't be seen now, in words; empty where all can
 */
public record ProposalsPage(String visitor, List<Item> items, boolean allowed, boolean more, String away) {
    /**
     * One of them.
     *
     * @param until when it ends by itself
     */
    public record Item(Proposal proposal, Moment proposed, Moment until) {
        public String needs() {
            return proposal.missing() == 1 ? "one more person" : proposal.missing() + " people";
        }
    }

    static ProposalsPage of(String visitor, Waiting waiting, InstantSource clock) {
        return new ProposalsPage(
                visitor,
                waiting.proposals().stream()
                        .map(proposal -> new Item(
                                proposal, Moment.of(proposal.proposedAt(), clock), Moment.of(proposal.endsAt(), clock)))
                        .toList(),
                waiting.allowed(),
                waiting.more(),
                waiting.away().stream().map(Api::keeps).collect(Collectors.joining("; ")));
    }
}
