package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.DelegationEvent;
import dev.mandate.events.identity.GroupEvent;
import dev.mandate.events.identity.IssuerEvent;
import dev.mandate.events.identity.KeyEvent;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.identity.ReceiverEvent;
import dev.mandate.events.identity.TransmitterEvent;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.events.identity.WorkloadIssuerEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who did what to what identity-service owns. */
@ApplicationScoped
class AdministrationNarrator {
    private final Accountable accountable;
    private final Doer doer;
    private final CredentialNarrator credentials;
    private final StandingNarrator standing;
    private final AgentNarrator agents;
    private final WorkloadNarrator workloads;

    @Inject
    AdministrationNarrator(
            Accountable accountable,
            Doer doer,
            CredentialNarrator credentials,
            StandingNarrator standing,
            AgentNarrator agents,
            WorkloadNarrator workloads) {
        this.accountable = accountable;
        this.doer = doer;
        this.credentials = credentials;
        this.standing = standing;
        this.agents = agents;
        this.workloads = workloads;
    }

    TrailRow tell(AdministrationEvent event) {
        if (event instanceof OfferEvent offer) return offer(offer);
        if (event instanceof ClientEvent client) return credentials.client(client);
        if (event instanceof IssuerEvent issuer) return credentials.issuer(issuer);
        if (event instanceof KeyEvent key) return credentials.key(key);
        if (event instanceof ReceiverEvent.StreamChanged stream) return credentials.stream(stream);
        if (event instanceof TransmitterEvent transmitter) return credentials.transmitter(transmitter);
        if (event instanceof PersonEvent person) return standing.person(person);
        if (event instanceof GroupEvent.Provisioned group) return standing.group(group);
        if (event instanceof DelegationEvent delegation) return standing.delegation(delegation);
        if (event instanceof WorkloadEvent workload) return workloads.tell(workload);
        if (event instanceof WorkloadIssuerEvent issuer) return workloads.tell(issuer);
        return agent((AgentEvent) event);
    }

    private TrailRow agent(AgentEvent event) {
        if (event instanceof AgentEvent.Stopped stopped) return standing.stopped(stopped);
        if (event instanceof AgentEvent.Resumed resumed) return standing.resumed(resumed);
        if (event instanceof AgentEvent.DelegatorsChanged changed) return standing.delegators(changed);
        if (event instanceof AgentEvent.Described described) return agents.described(described);
        if (event instanceof AgentEvent.ValidityChanged changed) return agents.validity(changed);
        return agents.registered((AgentEvent.Registered) event);
    }

    private TrailRow offer(OfferEvent event) {
        if (event instanceof OfferEvent.Made it) return made(it);
        if (event instanceof OfferEvent.Accepted it)
            return TrailRow.about(
                    it.agent(),
                    it.owner(),
                    "accepted",
                    who(it.by()) + " accepted " + it.offer() + " and answers for " + accountable.named(it.agent())
                            + (it.before() == null ? "" : ", before him " + accountable.named(it.before())));
        if (event instanceof OfferEvent.Refused it)
            return TrailRow.about(
                    it.agent(),
                    it.to(),
                    "refused",
                    who(it.by()) + " refused " + it.offer() + ", to answer for " + accountable.named(it.agent()));
        var it = (OfferEvent.Withdrawn) event;
        return TrailRow.about(
                it.agent(),
                it.to(),
                "withdrawn",
                who(it.by()) + " took back " + it.offer() + ": " + accountable.named(it.to()) + " can't accept "
                        + accountable.named(it.agent()) + " any more" + why(it.why()));
    }

    private TrailRow made(OfferEvent.Made it) {
        var owner = it.owner();
        return TrailRow.about(
                it.agent(),
                owner == null ? it.to() : owner,
                "offered",
                who(it.by()) + " offered " + accountable.named(it.agent()) + " to " + accountable.named(it.to())
                        + " until " + it.endsAt() + " (" + it.offer() + "): until it is accepted "
                        + (owner == null ? "nobody answers for it" : accountable.named(owner) + " answers for it"));
    }

    private static String why(OfferEvent.Why why) {
        return switch (why) {
            case TAKEN_BACK -> "";
            case REPLACED -> ", another is asked";
            case RECIPIENT_LEFT -> ", since he left";
        };
    }

    private String who(@Nullable Actor by) {
        return doer.named(by, "A departure");
    }
}
