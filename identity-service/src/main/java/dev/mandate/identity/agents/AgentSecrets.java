package dev.mandate.identity.agents;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientEvent.CredentialChanged.CredentialChange;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.TimedCredentials;
import dev.mandate.identity.identities.OwnedAgent;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent's secrets, by an administrator or by who answers for it, each change with its fact. Every method needs a transaction, and takes
 * locks on people, then on the agent, then on its client.
 */
@ApplicationScoped
class AgentSecrets {
    private final OwnerRights rights;
    private final TimedCredentials credentials;
    private final Outbox outbox;

    AgentSecrets(OwnerRights rights, TimedCredentials credentials, Outbox outbox) {
        this.rights = rights;
        this.credentials = credentials;
        this.outbox = outbox;
    }

    /** Those that count now. */
    Uni<Result<List<TimedCredentials.Secret>, AgentSecretRefusal>> of(IdentityId agent, Requester by) {
        return owned(agent, by)
                .chain(found ->
                        found.chain(owned -> credentials.counting(agent.value()).map(Result::done)));
    }

    /**
     * @param endsAt null for as late as it may be
     * @param ofAnybody whether he may make secrets of others' agents too, as of all clients
     */
    Uni<Result<TimedCredentials.Made, AgentSecretRefusal>> make(
            IdentityId agent, @Nullable Instant endsAt, @Nullable Reason reason, Requester by, boolean ofAnybody) {
        return owned(agent, by)
                .map(found -> found.then(owned -> ofAnybody || owned.isAnsweredForBy(by)
                        ? Result.done(owned)
                        : Result.<OwnedAgent, AgentSecretRefusal>refused(new AgentSecretRefusal.Anothers())))
                .chain(found -> found.chain(owned -> credentials
                        .make(agent.value(), endsAt)
                        .call(done -> done.followedBy(made ->
                                told(owned, CredentialChange.SECRET_MADE, made.id(), made.endsAt(), reason, by)))
                        .map(done -> done.because(AgentSecretRefusal.Secret::new))));
    }

    /** At once, with all tokens that the agent has. */
    Uni<Result<TimedCredentials.Secret, AgentSecretRefusal>> end(
            IdentityId agent, String secret, @Nullable Reason reason, Requester by) {
        return owned(agent, by)
                .chain(found -> found.chain(owned -> credentials
                        .end(agent.value(), secret)
                        .call(done -> done.followedBy(
                                gone -> told(owned, CredentialChange.SECRET_ENDED, gone.id(), null, reason, by)))
                        .map(done -> done.because(AgentSecretRefusal.Secret::new))));
    }

    private Uni<Result<OwnedAgent, AgentSecretRefusal>> owned(IdentityId agent, Requester by) {
        return rights.administering(agent, by).map(found -> found.because(AgentSecretRefusal.Rights::new));
    }

    private Uni<Void> told(
            OwnedAgent agent,
            CredentialChange change,
            String secret,
            @Nullable Instant endsAt,
            @Nullable Reason reason,
            Requester by) {
        var state = agent.state();
        return outbox.publish(
                AdministrationEvent.FAMILY,
                new ClientEvent.CredentialChanged(
                        state.identity().value(), state.displayName(), change, secret, endsAt, reason, by.by()));
    }
}
