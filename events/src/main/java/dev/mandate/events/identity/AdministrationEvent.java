package dev.mandate.events.identity;

import static java.util.Map.entry;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts on {@code identity.administration.v1}, keyed by {@link #subject()}: what was done by hand to what identity-service owns, and
 * what followed from a departure, the configuration or the
 * schedule. No secret is ever in one.
 */
public sealed interface AdministrationEvent
        permits AgentEvent,
                ClientEvent,
                DelegationEvent,
                GroupEvent,
                IssuerEvent,
                KeyEvent,
                OfferEvent,
                OperationEvent,
                PersonEvent,
                ReceiverEvent,
                TaskCapEvent,
                TransmitterEvent,
                WorkloadEvent,
                WorkloadIssuerEvent {
    EventFamily<AdministrationEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.IDENTITY_ADMINISTRATION,
            Map.ofEntries(
                    entry("identity.agent.registered.v1", AgentEvent.Registered.class),
                    entry("identity.agent.described.v1", AgentEvent.Described.class),
                    entry("identity.agent.validity-changed.v1", AgentEvent.ValidityChanged.class),
                    entry("identity.agent.stopped.v1", AgentEvent.Stopped.class),
                    entry("identity.agent.resumed.v1", AgentEvent.Resumed.class),
                    entry("identity.agent.delegators-changed.v1", AgentEvent.DelegatorsChanged.class),
                    entry("identity.client.registered.v1", ClientEvent.Registered.class),
                    entry("identity.client.addresses-changed.v1", ClientEvent.AddressesChanged.class),
                    entry("identity.client.scopes-changed.v1", ClientEvent.ScopesChanged.class),
                    entry("identity.client.secret-changed.v1", ClientEvent.SecretChanged.class),
                    entry("identity.client.adoption-changed.v1", ClientEvent.AdoptionChanged.class),
                    entry("identity.client.cross-app-changed.v1", ClientEvent.CrossAppChanged.class),
                    entry("identity.client.metadata-changed.v1", ClientEvent.MetadataChanged.class),
                    entry("identity.client.credential-changed.v1", ClientEvent.CredentialChanged.class),
                    entry("identity.client.stopped.v1", ClientEvent.Stopped.class),
                    entry("identity.client.resumed.v1", ClientEvent.Resumed.class),
                    entry("identity.delegation.made.v1", DelegationEvent.Made.class),
                    entry("identity.delegation.revoked.v1", DelegationEvent.Revoked.class),
                    entry("identity.issuer.registered.v1", IssuerEvent.Registered.class),
                    entry("identity.issuer.stopped.v1", IssuerEvent.Stopped.class),
                    entry("identity.issuer.resumed.v1", IssuerEvent.Resumed.class),
                    entry("identity.key.made.v1", KeyEvent.Made.class),
                    entry("identity.key.all-revoked.v1", KeyEvent.AllRevoked.class),
                    entry("identity.person.stopped.v1", PersonEvent.Stopped.class),
                    entry("identity.person.resumed.v1", PersonEvent.Resumed.class),
                    entry("identity.person.signed-out.v1", PersonEvent.SignedOut.class),
                    entry("identity.person.invited.v1", PersonEvent.Invited.class),
                    entry("identity.person.provisioned.v1", PersonEvent.Provisioned.class),
                    entry("identity.person.released.v1", PersonEvent.Released.class),
                    entry("identity.group.provisioned.v1", GroupEvent.Provisioned.class),
                    entry("identity.offer.made.v1", OfferEvent.Made.class),
                    entry("identity.offer.accepted.v1", OfferEvent.Accepted.class),
                    entry("identity.offer.refused.v1", OfferEvent.Refused.class),
                    entry("identity.offer.withdrawn.v1", OfferEvent.Withdrawn.class),
                    entry("identity.operation.account-stopped.v1", OperationEvent.AccountStopped.class),
                    entry("identity.operation.account-resumed.v1", OperationEvent.AccountResumed.class),
                    entry("identity.operation.tools-accepted.v1", OperationEvent.ToolsAccepted.class),
                    entry("identity.receiver.stream-changed.v1", ReceiverEvent.StreamChanged.class),
                    entry("identity.receiver.logout-given-up.v1", ReceiverEvent.LogoutGivenUp.class),
                    entry("identity.task-cap.changed.v1", TaskCapEvent.Changed.class),
                    entry("identity.transmitter.trusted.v1", TransmitterEvent.Trusted.class),
                    entry("identity.transmitter.stopped.v1", TransmitterEvent.Stopped.class),
                    entry("identity.transmitter.heard.v1", TransmitterEvent.Heard.class),
                    entry("identity.workload.registered.v1", WorkloadEvent.Registered.class),
                    entry("identity.workload.imported.v1", WorkloadEvent.Imported.class),
                    entry("identity.workload.confirmed.v1", WorkloadEvent.Confirmed.class),
                    entry("identity.workload.activated.v1", WorkloadEvent.Activated.class),
                    entry("identity.workload.suspended.v1", WorkloadEvent.Suspended.class),
                    entry("identity.workload.resumed.v1", WorkloadEvent.Resumed.class),
                    entry("identity.workload.retired.v1", WorkloadEvent.Retired.class),
                    entry("identity.workload.deleted.v1", WorkloadEvent.Deleted.class),
                    entry("identity.workload.validity-changed.v1", WorkloadEvent.ValidityChanged.class),
                    entry("identity.workload.credential-changed.v1", WorkloadEvent.CredentialChanged.class),
                    entry("identity.workload-issuer.trusted.v1", WorkloadIssuerEvent.Trusted.class),
                    entry("identity.workload-issuer.stopped.v1", WorkloadIssuerEvent.Stopped.class),
                    entry("identity.workload-issuer.resumed.v1", WorkloadIssuerEvent.Resumed.class)),
            AdministrationEvent::subject);

    /** Id of what it was done to. */
    String subject();

    /** Null where nobody did it, but it followed from something else that is on record. */
    @Nullable
    Actor by();
}
