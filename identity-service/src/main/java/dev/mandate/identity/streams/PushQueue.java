package dev.mandate.identity.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.keys.SecretSeal;
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

/** What is to be pushed next, and what became of it. Each method is a transaction of its own. */
@ApplicationScoped
class PushQueue {
    /** Longer than one may be worked on; then another replica takes it, which may tell something again. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Who isn't signed out by then has another sign-in, or none. */
    private static final Duration LOGOUT_MATTERS = Duration.ofDays(1);

    private final StreamStore streams;
    private final PendingStore pending;
    private final Clients clients;
    private final SecretSeal seal;
    private final SecurityEventTokens tokens;
    private final SignalConfig config;
    private final InstantSource clock;

    PushQueue(
            StreamStore streams,
            PendingStore pending,
            Clients clients,
            SecretSeal seal,
            SecurityEventTokens tokens,
            SignalConfig config,
            InstantSource clock) {
        this.streams = streams;
        this.pending = pending;
        this.clients = clients;
        this.seal = seal;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    Uni<List<String>> lease(int most) {
        var now = clock.instant();
        return Panache.withTransaction(() -> streams.lease(now, now.plus(LEASE), most));
    }

    /** The oldest; empty if there is nothing, or nothing may be sent now. */
    Uni<Optional<Outgoing>> next(String stream) {
        return Panache.withTransaction(
                () -> streams.findById(stream).chain(row -> row == null ? nothing() : next(row)));
    }

    private Uni<Optional<Outgoing>> next(StreamRow row) {
        if (row.method != StreamRow.Method.PUSH || row.status == StreamStatus.DISABLED) return nothing();
        return pending.oldest(row.id, row.status == StreamStatus.PAUSED, 1)
                .chain(waiting -> waiting.isEmpty()
                        ? nothing()
                        : clients.find(row.clientId).chain(client -> outgoing(row, waiting.get(0), client)));
    }

    private Uni<Optional<Outgoing>> outgoing(StreamRow row, PendingRow waiting, Optional<Client> client) {
        if (row.kind == StreamRow.Kind.LOGOUT) return logout(row, waiting, client);
        // Whoever may not hear of it any more doesn't, until he may again.
        var may = client.filter(it -> !it.stopped() && it.scopes().contains(StreamResource.SCOPE));
        if (may.isEmpty() || row.endpoint == null) return putOff(row.id).replaceWith(Optional.empty());
        var sealed = row.authorizationSealed;
        Map<String, String> headers =
                sealed == null ? Map.of() : Map.of("Authorization", new String(seal.open(row.id, sealed), UTF_8));
        return Uni.createFrom()
                .item(Optional.of(new Outgoing(
                        row.id,
                        waiting.id,
                        URI.create(row.endpoint),
                        "application/secevent+jwt",
                        tokens.of(row, waiting),
                        headers)));
    }

    private Uni<Optional<Outgoing>> logout(StreamRow row, PendingRow waiting, Optional<Client> client) {
        var uri = client.map(Client::logoutUri);
        if (uri.isEmpty() || waiting.createdAt.plus(LOGOUT_MATTERS).isBefore(clock.instant()))
            return pending.delete(waiting).chain(() -> pending.flush()).chain(() -> next(row));
        var form = "logout_token=" + URLEncoder.encode(tokens.of(row, waiting), UTF_8);
        return Uni.createFrom()
                .item(Optional.of(new Outgoing(
                        row.id,
                        waiting.id,
                        URI.create(uri.get()),
                        "application/x-www-form-urlencoded",
                        form,
                        Map.of())));
    }

    private static Uni<Optional<Outgoing>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    /** It has it, or can't make anything of it: it isn't told again. */
    Uni<Void> done(Outgoing it) {
        return Panache.withTransaction(() -> pending.deleteById(it.pending())).replaceWithVoid();
    }

    /** Longer each time. */
    Uni<Void> failed(String stream) {
        return Panache.withTransaction(() -> putOff(stream));
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
                    row.leasedUntil = clock.instant();
                    if (went) row.attempts = 0;
                }))
                .replaceWithVoid());
    }
}
