package dev.mandate.identity.agents;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.identity.identities.Owned;
import dev.mandate.identity.identities.OwnedAgent;
import dev.mandate.identity.identities.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may offer an agent to whom, and who may take it. Pure: everything that it depends on is given. */
record OfferRules(Instant now, Duration atMost, IdentitySnapshot snapshot) {
    /** A person registers for himself alone; an administrator for whom he likes, who is then asked. */
    static Optional<AgentRefusal> registering(IdentityId owner, Requester by, IdentitySnapshot snapshot) {
        if (!by.isAdministrator() && !by.person().equals(Optional.of(owner)))
            return Optional.of(AgentRefusal.NOT_THE_PERSON_HIMSELF);
        if (!snapshot.isActivePerson(owner)) return Optional.of(AgentRefusal.INACTIVE_PERSON);
        return by.person().equals(Optional.of(owner)) ? himself(by, snapshot) : Optional.empty();
    }

    /** An administrator may, or who answers for the agent himself. */
    Optional<AgentRefusal> administering(Owned agent, Requester by) {
        if (by.isAdministrator()) return Optional.empty();
        var answers = agent.answering().isPresent() && agent.answering().equals(by.person());
        return answers ? himself(by, snapshot) : Optional.of(AgentRefusal.NOT_OWNER);
    }

    /** An administrator may, or who answers for the agent and is the only one who has stopped it. */
    Optional<AgentRefusal> resuming(OwnedAgent agent, Requester by) {
        return administering(agent, by).or(() -> {
            var another = agent.isStoppedByAnotherThan(by.by().subject());
            return another && !by.isAdministrator() ? Optional.of(AgentRefusal.STOPPED_BY_ANOTHER) : Optional.empty();
        });
    }

    /** @param endsAt as it was asked for; null for as long as an offer may last */
    Optional<AgentRefusal> making(Owned agent, IdentityId to, @Nullable Instant endsAt) {
        if (agent.isGone()) return Optional.of(AgentRefusal.UNKNOWN_AGENT);
        if (!snapshot.isActivePerson(to)) return Optional.of(AgentRefusal.INACTIVE_PERSON);
        if (endsAt != null && (!now.isBefore(endsAt) || endsAt.isAfter(now.plus(atMost))))
            return Optional.of(AgentRefusal.BAD_END);
        var answers = snapshot.of(to).filter(agent::isAnsweredForBy).isPresent();
        return answers ? Optional.of(AgentRefusal.ANSWERS_ALREADY) : Optional.empty();
    }

    /** Accepting and refusing. Somebody else isn't told that there is such an offer. */
    Optional<AgentRefusal> answering(Offer offer, Requester by) {
        if (by.person().isEmpty()) return Optional.of(AgentRefusal.NOT_THE_PERSON_HIMSELF);
        if (!by.person().get().equals(offer.to())) return Optional.of(AgentRefusal.UNKNOWN_OFFER);
        return himself(by, snapshot).or(() -> closed(offer));
    }

    Optional<AgentRefusal> closed(Offer offer) {
        return switch (offer.status()) {
            case OPEN -> Optional.empty();
            case EXPIRED -> Optional.of(AgentRefusal.OFFER_EXPIRED);
            case ACCEPTED, REFUSED, WITHDRAWN -> Optional.of(AgentRefusal.OFFER_CLOSED);
        };
    }

    /** The person is active, and has signed in since what was his before became void. */
    private static Optional<AgentRefusal> himself(Requester by, IdentitySnapshot snapshot) {
        var person = by.person();
        if (person.isEmpty()) return Optional.of(AgentRefusal.NOT_THE_PERSON_HIMSELF);
        if (!snapshot.isActivePerson(person.get())) return Optional.of(AgentRefusal.INACTIVE_PERSON);
        var isVoid = snapshot.isVoid(person.get(), by.tokenIssuedAt());
        return isVoid ? Optional.of(AgentRefusal.VOID_TOKEN) : Optional.empty();
    }
}
