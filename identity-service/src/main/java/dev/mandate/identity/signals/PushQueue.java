package dev.mandate.identity.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ReceiverEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.keys.SecretSeal;
import dev.mandate.messaging.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What is to be pushed next, and what became of it. Each method is a transaction of its own. */
@ApplicationScoped
class PushQueue {
    /** Beside what may be under way of it: what the database takes. */
    private static final Duration SPARE = Duration.ofSeconds(10);

    /** Who isn't signed out by then has another sign-in, or none. */
    private static final Duration LOGOUT_MATTERS = Duration.ofDays(1);

    private static final Reason NOT_FOR_A_DAY = new Reason("it could not be told for a day");
    private static final Duration OTHERS_FIRST = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(PushQueue.class);

    private final StreamStore streams;
    private final PendingStore pending;
    private final Clients clients;
    private final SecretSeal seal;
    private final SecurityEventTokens tokens;
    private final Outbox outbox;
    private final SignalConfig config;
    private final InstantSource clock;

    PushQueue(
            StreamStore streams,
            PendingStore pending,
            Clients clients,
            SecretSeal seal,
            SecurityEventTokens tokens,
            Outbox outbox,
            SignalConfig config,
            InstantSource clock) {
        this.streams = streams;
        this.pending = pending;
        this.clients = clients;
        this.seal = seal;
        this.tokens = tokens;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /** For longer than one may be worked on; then another replica takes it, which may tell something again. */
    Uni<List<String>> lease(int most) {
        var now = clock.instant();
        var until = now.plus(PushDelivery.TURN).plus(config.longestPush()).plus(SPARE);
        return Panache.withTransaction(() -> streams.lease(now, until, most));
    }

    /** The oldest; empty if there is nothing, or nothing may be sent now. */
    Uni<Optional<Outgoing>> next(String stream) {
        return Panache.withTransaction(
                () -> streams.findById(stream).chain(row -> row == null ? nothing() : next(row)));
    }

    private Uni<Optional<Outgoing>> next(StreamRow row) {
        if (row.method != StreamRow.Method.PUSH || row.status == StreamStatus.DISABLED) return nothing();
        return pending.oldestDue(row.id, row.status == StreamStatus.PAUSED, clock.instant())
                .chain(waiting -> waiting.isEmpty()
                        ? nothing()
                        : clients.find(row.clientId).chain(client -> outgoing(row, waiting.get(), client)));
    }

    private Uni<Optional<Outgoing>> outgoing(StreamRow row, PendingRow waiting, Optional<Client> client) {
        if (row.kind == StreamRow.Kind.LOGOUT) return logout(row, waiting, client);
        // Whoever may not hear of it any more doesn't, until he may again.
        var may = client.filter(it -> !it.stopped() && it.scopes().contains(StreamResource.SCOPE));
        if (may.isEmpty() || row.endpoint == null) return putOff(row.id).replaceWith(Optional.empty());
        var endpoint = row.endpoint;
        Map<String, String> headers = Map.of();
        if (row.authorizationSealed != null) {
            var access = PushAccess.read(seal.open(row.id, row.authorizationSealed), endpoint);
            endpoint = access.endpoint();
            headers = Map.of("Authorization", access.authorization());
        }
        return Uni.createFrom()
                .item(Optional.of(new Outgoing(
                        row.id,
                        waiting.id,
                        false,
                        URI.create(endpoint),
                        "application/secevent+jwt",
                        tokens.of(row, waiting),
                        headers)));
    }

    private Uni<Optional<Outgoing>> logout(StreamRow row, PendingRow waiting, Optional<Client> client) {
        var uri = client.map(Client::logoutUri);
        var late = waiting.createdAt.plus(LOGOUT_MATTERS).isBefore(clock.instant());
        if (uri.isEmpty() || late)
            return pending.delete(waiting)
                    .chain(() -> pending.flush())
                    .chain(() -> uri.isEmpty() ? Uni.createFrom().voidItem() : givenUp(row, waiting, uri.get()))
                    .chain(() -> next(row));
        var token = tokens.logout(row, waiting, client.orElseThrow().idTokens());
        var form = "logout_token=" + URLEncoder.encode(token, UTF_8);
        return Uni.createFrom()
                .item(Optional.of(new Outgoing(
                        row.id,
                        waiting.id,
                        true,
                        URI.create(uri.get()),
                        "application/x-www-form-urlencoded",
                        form,
                        Map.of())));
    }

    private Uni<Void> givenUp(StreamRow row, PendingRow waiting, String uri) {
        var host = URI.create(uri).getHost();
        LOG.warnf("%s did not log somebody out for a day: %s", row.clientId, waiting.eventKey);
        var person = IdentityId.parse(String.valueOf(waiting.content().get("sub")));
        return outbox.publish(
                AdministrationEvent.FAMILY,
                new ReceiverEvent.LogoutGivenUp(row.clientId, host, person.orElse(null), NOT_FOR_A_DAY));
    }

    private static Uni<Optional<Outgoing>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    /** It has it, or can't make anything of it: it isn't told again. */
    Uni<Void> done(Outgoing it) {
        return Panache.withTransaction(() -> pending.deleteById(it.pending())).replaceWithVoid();
    }

    /** Longer each time; and a logout lets others of the application go first. */
    Uni<Void> failed(Outgoing it) {
        return Panache.withTransaction(() -> putOff(it.stream())
                .chain(() -> it.logout()
                        ? pending.putOff(it.pending(), clock.instant().plus(OTHERS_FIRST))
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> putOff(String stream) {
        return streams.locked(stream)
                .invoke(found -> found.ifPresent(row -> row.failed(clock.instant(), config.longestPause())))
                .replaceWithVoid();
    }

    /** @param went whether something was taken, so that the next failure is the first one */
    Uni<Void> release(String stream, boolean went) {
        return Panache.withTransaction(() -> streams.locked(stream)
                .invoke(found -> found.ifPresent(row -> {
                    row.released(clock.instant(), went);
                }))
                .replaceWithVoid());
    }
}
