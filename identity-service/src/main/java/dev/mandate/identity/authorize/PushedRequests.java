package dev.mandate.identity.authorize;

import dev.mandate.identity.browser.NetworkOf;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Authorization requests that a client sent ahead of the browser, which comes with their address: once, soon, and for one person. Every
 * method needs a transaction.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9126">RFC 9126</a>
 */
@ApplicationScoped
class PushedRequests {
    static final String URN = "urn:ietf:params:oauth:request_uri:";

    /** What a browser may take to get here. */
    static final Duration LIFETIME = Duration.ofSeconds(90);

    /** Percent-encoded characters. */
    static final int LONGEST = 24_000;

    /** So that all of them together are some 100 MB at most. */
    private static final long MOST_OPEN = 4_000;

    private static final long MOST_OPEN_OF_NETWORK = 200;

    private final PushedRequestStore store;
    private final InstantSource clock;

    PushedRequests(PushedRequestStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param query one that was read and found good
     * @param address that it came from
     * @return the request's address; empty where too many wait
     */
    Uni<Optional<String>> keep(String client, String query, String address) {
        var now = clock.instant();
        var network = NetworkOf.address(address);
        return store.countOpen(now)
                .chain(all -> all >= MOST_OPEN
                        ? Uni.createFrom().item(false)
                        : store.countOpenFrom(network, now).map(from -> from < MOST_OPEN_OF_NETWORK))
                .chain(room -> {
                    if (!room) return Uni.createFrom().item(Optional.empty());
                    var secret = RandomSecret.next();
                    var row = new PushedRequestRow();
                    row.id = id(secret);
                    row.clientId = client;
                    row.query = query;
                    row.network = network;
                    row.endsAt = now.plus(LIFETIME);
                    return store.persist(row).replaceWith(Optional.of(URN + secret));
                });
    }

    /** What a browser came with. */
    record Redeemed(String id, String query) {}

    /**
     * A browser comes with it for the first time; from then on it goes on by its id.
     *
     * @return refused with what the person is told
     */
    Uni<Result<Redeemed, String>> take(String client, String uri) {
        return store.locked(id(uri.substring(URN.length()))).map(found -> {
            var row = found.filter(it -> it.clientId.equals(client)).orElse(null);
            if (row == null || !clock.instant().isBefore(row.endsAt))
                return Result.refused(
                        "This took too long, or the application never asked for it. Please go back to the application and begin again.");
            if (row.takenAt != null)
                return Result.refused(
                        "This link was opened before, and works once. Please go back to the application and begin again.");
            row.takenAt = clock.instant();
            // Whoever signs in meanwhile takes as long as he may with any other request.
            row.endsAt = row.takenAt.plus(CarriedRequests.PATIENCE);
            return Result.done(new Redeemed(row.id, row.query));
        });
    }

    /** Empty for one that was used, or is too old. */
    Uni<Optional<String>> query(String id) {
        return store.findById(id)
                .map(row -> Optional.ofNullable(row)
                        .filter(it -> clock.instant().isBefore(it.endsAt))
                        .map(it -> it.query));
    }

    /** False where somebody else has begun with it. */
    Uni<Boolean> isFor(String id, String person) {
        return store.locked(id).map(found -> {
            if (found.isEmpty()) return false;
            var row = found.get();
            if (row.personId == null) row.personId = person;
            return row.personId.equals(person);
        });
    }

    Uni<Void> used(String id) {
        return store.deleteById(id).replaceWithVoid();
    }

    Uni<Void> forgetEnded() {
        Instant now = clock.instant();
        return store.deleteEnded(now).replaceWithVoid();
    }

    private static String id(String secret) {
        return HexFormat.of().formatHex(RandomSecret.hash(secret));
    }
}
