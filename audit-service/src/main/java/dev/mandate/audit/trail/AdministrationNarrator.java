package dev.mandate.audit.trail;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.DelegationEvent;
import dev.mandate.events.identity.GroupEvent;
import dev.mandate.events.identity.IssuerEvent;
import dev.mandate.events.identity.KeyEvent;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.identity.OperationEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.identity.ReceiverEvent;
import dev.mandate.events.identity.TaskCapEvent;
import dev.mandate.events.identity.TransmitterEvent;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.events.identity.WorkloadIssuerEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Says in one sentence who did what to what identity-service owns, or with his own hands. */
@ApplicationScoped
class AdministrationNarrator {
    private final OfferNarrator offers;
    private final CredentialNarrator credentials;
    private final IdentityNarrator identities;
    private final AgentNarrator agents;
    private final WorkloadNarrator workloads;
    private final OperationNarrator operations;
    private final TaskCapNarrator caps;

    @Inject
    AdministrationNarrator(
            OfferNarrator offers,
            CredentialNarrator credentials,
            IdentityNarrator identities,
            AgentNarrator agents,
            WorkloadNarrator workloads,
            OperationNarrator operations,
            TaskCapNarrator caps) {
        this.offers = offers;
        this.credentials = credentials;
        this.identities = identities;
        this.agents = agents;
        this.workloads = workloads;
        this.operations = operations;
        this.caps = caps;
    }

    TrailRow tell(AdministrationEvent event) {
        if (event instanceof OfferEvent offer) return offers.tell(offer);
        if (event instanceof ClientEvent client) return credentials.client(client);
        if (event instanceof IssuerEvent issuer) return credentials.issuer(issuer);
        if (event instanceof KeyEvent key) return credentials.key(key);
        if (event instanceof ReceiverEvent receiver) return credentials.receiver(receiver);
        if (event instanceof TransmitterEvent transmitter) return credentials.transmitter(transmitter);
        if (event instanceof PersonEvent person) return identities.person(person);
        if (event instanceof GroupEvent.Provisioned group) return identities.group(group);
        if (event instanceof DelegationEvent delegation) return identities.delegation(delegation);
        if (event instanceof TaskCapEvent.Changed changed) return caps.tell(changed);
        if (event instanceof OperationEvent operation) return operations.tell(operation);
        if (event instanceof WorkloadEvent workload) return workloads.tell(workload);
        if (event instanceof WorkloadIssuerEvent issuer) return workloads.tell(issuer);
        return agent((AgentEvent) event);
    }

    private TrailRow agent(AgentEvent event) {
        if (event instanceof AgentEvent.Stopped stopped) return identities.stopped(stopped);
        if (event instanceof AgentEvent.Resumed resumed) return identities.resumed(resumed);
        if (event instanceof AgentEvent.DelegatorsChanged changed) return identities.delegators(changed);
        if (event instanceof AgentEvent.Described described) return agents.described(described);
        if (event instanceof AgentEvent.ValidityChanged changed) return agents.validity(changed);
        return agents.registered((AgentEvent.Registered) event);
    }
}
