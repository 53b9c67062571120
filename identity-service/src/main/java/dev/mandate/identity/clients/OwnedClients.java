package dev.mandate.identity.clients;

import dev.mandate.events.identity.ClientState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.identities.DelegationEnd;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.identity.identities.OwnersClients;
import dev.mandate.identity.locks.NamedLock;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Clients that people answer for, by the rules of agents ({@link OwnedAgents}): each acts only as long as its owner may. Every method works
 * in the caller's transaction, and locks clients after people and agents, in the order of their ids.
 */
@ApplicationScoped
public class OwnedClients implements OwnersClients {
    private static final Logger LOG = Logger.getLogger(OwnedClients.class);
    private static final String OWNER_LEFT = "owner_left";
    private static final String LEFT = "left";
    private static final String STOPPED = "stopped";

    private final ClientStore store;
    private final DelegationEnd delegations;
    private final Outbox outbox;
    private final InstantSource clock;

    OwnedClients(ClientStore store, DelegationEnd delegations, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.delegations = delegations;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The client as it is, and nobody else changes it until the transaction ends; empty for what no person answers for in this way. */
    public Uni<Optional<OwnedClient>> locked(String client) {
        return store.locked(client).map(found -> found.flatMap(OwnedClient::of));
    }

    /** As {@link #locked}, of these, and only looked at. */
    public Uni<List<OwnedClient>> all(Collection<String> clients) {
        if (clients.isEmpty()) return Uni.createFrom().item(List.of());
        return store.list("id IN ?1", clients)
                .map(rows -> rows.stream()
                        .map(OwnedClient::of)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Whether this person may come to answer for one more; nobody else gives him one until the transaction ends. The caller holds him. */
    public Uni<Boolean> hasRoom(IdentityId owner) {
        return NamedLock.take("clients of " + owner, 1)
                .chain(() -> store.count("ownerId", owner.value()))
                .map(owned -> owned < OwnedAgents.MOST_OF_AN_OWNER);
    }

    /** From now on he answers for it, and it may act. The caller has locked it, and has made sure that he is active and stays so. */
    public Uni<Void> accept(String client, IdentityId owner) {
        return store.locked(client).map(Optional::orElseThrow).chain(row -> {
            row.becomeAnsweredBy(owner);
            return told(List.of(row));
        });
    }

    /**
     * Stops every client of these people. What was delegated through them is left to {@link #endThrough}, since offers are locked before.
     *
     * @return all that they own, each with its owner
     */
    public Uni<Map<OwnedId, IdentityId>> suspendThoseOf(Collection<IdentityId> owners) {
        return store.lockedOwnedBy(owners).chain(rows -> {
            var owned = new LinkedHashMap<OwnedId, IdentityId>();
            for (var row : rows) owned.put(new OwnedId(row.id), new IdentityId(Objects.requireNonNull(row.ownerId)));
            return suspend(
                            rows.stream()
                                    .filter(row -> row.keeper() == ClientKeeper.OWNER)
                                    .toList(),
                            OWNER_LEFT)
                    .replaceWith(owned);
        });
    }

    /** What was delegated through clients that {@link #suspendThoseOf} gave ends. */
    public Uni<Void> endThrough(Collection<OwnedId> clients) {
        return end(clients.stream().map(OwnedId::value).sorted().toList(), LEFT);
    }

    @Override
    public Uni<Void> stopped(IdentityId owner) {
        return store.lockedOwnedBy(List.of(owner))
                .chain(rows -> stop(
                        rows.stream().filter(row -> row.unanswered == null).toList(),
                        OwnedClient.OWNER_STOPPED,
                        STOPPED));
    }

    @Override
    public Uni<Void> resumed(IdentityId owner) {
        return store.lockedOwnedBy(List.of(owner))
                .chain(rows -> told(rows.stream()
                        .filter(row -> OwnedClient.OWNER_STOPPED.equals(row.unanswered))
                        .peek(row -> row.unanswered = null)
                        .toList()));
    }

    /** Of locked ones; and what was delegated through them ends. */
    Uni<Void> stop(List<ClientRow> rows, String why, String reason) {
        return suspend(rows, why)
                .chain(() -> end(rows.stream().map(row -> row.id).toList(), reason));
    }

    private Uni<Void> suspend(List<ClientRow> rows, String why) {
        Instant now = clock.instant();
        rows.forEach(row -> row.becomeUnanswered(why, now));
        return told(rows);
    }

    private Uni<Void> end(List<String> clients, String reason) {
        return clients.stream()
                .map(client -> delegations.madeThrough(client, reason))
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    /** What can't be read gets no token whatever is told of it, and keeps no leaver here. */
    private Uni<Void> told(List<ClientRow> rows) {
        var readable = rows.stream().filter(row -> row.fault() == null).toList();
        rows.stream()
                .filter(row -> !readable.contains(row))
                .forEach(row ->
                        LOG.errorf("nothing is told of client %s, which can't be read: %s", row.id, row.fault()));
        readable.forEach(row -> row.revision++);
        return outbox.publishAll(
                ClientState.FAMILY, readable.stream().map(ClientRow::state).toList());
    }
}
