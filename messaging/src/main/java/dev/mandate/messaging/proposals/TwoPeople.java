package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two people stand for a change with a far reach. Whoever proposes it himself is one of them; a client's proposal, or an agent's, is
 * nobody's, since it doesn't tell who was behind it. However many tokens somebody has, he is one.
 */
final class TwoPeople {
    private static final int ENOUGH = 2;

    private TwoPeople() {}

    /** How many more are needed. */
    static int missing(Actor proposer, List<Approval> approvals) {
        return Math.max(0, ENOUGH - people(proposer, approvals).size());
    }

    /** Why he can't be one of them. */
    static Optional<ProposalRefusal> against(Actor approver, Actor proposer, List<Approval> approvals) {
        var person = person(approver);
        if (person.isEmpty()) return Optional.of(ProposalRefusal.NOT_A_PERSON);
        if (approver.subject().equals(proposer.subject())) return Optional.of(ProposalRefusal.OWN_PROPOSAL);
        return approvals.stream().anyMatch(given -> given.by().subject().equals(approver.subject()))
                ? Optional.of(ProposalRefusal.APPROVED_ALREADY)
                : Optional.empty();
    }

    /** Who stands for it, whether or not he still may. */
    static Set<IdentityId> people(Actor proposer, List<Approval> approvals) {
        var people = new HashSet<IdentityId>();
        person(proposer).ifPresent(people::add);
        for (var approval : approvals) person(approval.by()).ifPresent(people::add);
        return people;
    }

    /** With a token of his own, and nobody acting for him. */
    static Optional<IdentityId> person(Actor by) {
        return by.chain().isEmpty() ? by.identity().filter(IdentityId::isPerson) : Optional.empty();
    }
}
