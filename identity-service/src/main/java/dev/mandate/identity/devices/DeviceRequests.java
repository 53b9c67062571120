package dev.mandate.identity.devices;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.identity.browser.NetworkOf;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.tokens.TokenRefusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What devices ask for, from their side: a request with two codes, and then whether somebody has answered. Every method needs a
 * transaction.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628">RFC 8628</a>
 */
@ApplicationScoped
class DeviceRequests {
    /** So few that guessing one of 2^34 codes stays hopeless. */
    private static final long MOST_OPEN = 10_000;

    private static final long MOST_OPEN_OF_NETWORK = 50;

    private static final int SLOWER_SECONDS = 5;
    private static final int SLOWEST_SECONDS = 60;

    /** A device is told for that long what became of its request. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final DeviceRequestStore store;
    private final DeviceConfig config;
    private final InstantSource clock;

    DeviceRequests(DeviceRequestStore store, DeviceConfig config, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /** @param deviceCode kept nowhere else */
    record Begun(String deviceCode, UserCode userCode, Duration lifetime, Duration interval) {}

    /**
     * @param details of an agent's task, which were read and found good; null without
     * @return empty where too many wait for their persons
     */
    Uni<Optional<Begun>> begin(Client client, Set<String> scopes, @Nullable String details, String address) {
        var now = clock.instant();
        var network = NetworkOf.address(address);
        return store.countOpen(now)
                .chain(all -> all >= MOST_OPEN
                        ? Uni.createFrom().item(false)
                        : store.countOpenFrom(network, now).map(from -> from < MOST_OPEN_OF_NETWORK))
                .chain(room -> {
                    if (!room) return Uni.createFrom().item(Optional.empty());
                    var code = RandomSecret.next();
                    var typed = UserCode.next();
                    var row = new DeviceRequestRow();
                    row.id = "dev_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
                    row.codeHash = RandomSecret.hash(code);
                    row.userCode = typed.letters();
                    row.clientId = client.id();
                    row.scopes = Scopes.write(scopes);
                    row.details = details;
                    row.address = address;
                    row.network = network;
                    row.createdAt = now;
                    row.endsAt = now.plus(config.deviceCodeLifetime());
                    row.pollSeconds = (int) config.devicePollInterval().toSeconds();
                    row.nextPollAt = now;
                    return store.persist(row)
                            .replaceWith(Optional.of(
                                    new Begun(code, typed, config.deviceCodeLifetime(), config.devicePollInterval())));
                });
    }

    /**
     * Whether its person has answered. Before that it notes when the device may ask again, which stays though it is refused.
     *
     * @return id of what he let the client have
     */
    Uni<Result<String, TokenRefusal>> poll(String code, Client client) {
        return store.lockedByCode(RandomSecret.hash(code)).map(found -> {
            var row = found.filter(it -> it.clientId.equals(client.id())).orElse(null);
            if (row == null)
                return Result.refused(TokenRefusal.grant("no device code like this was given to this client"));
            if (row.answeredAt != null)
                return row.authorizationId == null
                        ? refused(TokenRefusal.Kind.ACCESS_DENIED, "the person refused")
                        : Result.done(row.authorizationId);
            var now = clock.instant();
            if (!now.isBefore(row.endsAt))
                return refused(TokenRefusal.Kind.EXPIRED_TOKEN, "nobody has answered in time; begin again");
            var early = now.isBefore(row.nextPollAt);
            if (early) row.pollSeconds = Math.min(row.pollSeconds + SLOWER_SECONDS, SLOWEST_SECONDS);
            row.nextPollAt = now.plusSeconds(row.pollSeconds);
            return Result.refused(new TokenRefusal(
                            early ? TokenRefusal.Kind.SLOW_DOWN : TokenRefusal.Kind.AUTHORIZATION_PENDING,
                            "nobody has answered yet; ask again in " + row.pollSeconds + " seconds")
                    .keeping());
        });
    }

    Uni<Void> forgetEnded() {
        return store.deleteEnded(clock.instant().minus(REMEMBERED)).replaceWithVoid();
    }

    private static Result<String, TokenRefusal> refused(TokenRefusal.Kind kind, String why) {
        return Result.refused(new TokenRefusal(kind, why));
    }
}
