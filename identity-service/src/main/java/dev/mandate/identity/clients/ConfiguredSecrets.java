package dev.mandate.identity.clients;

import dev.mandate.identity.keys.RandomSecret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * Secrets that the operator's configuration has. They end too, but are lengthened for as long as a service runs that has them: one that was
 * taken out of the configuration ends by itself, and an installation that was down for a year starts as before.
 */
@ApplicationScoped
class ConfiguredSecrets {
    /** From when it was last seen in the configuration of a service that runs. */
    static final Duration LEASE = Duration.ofDays(30);

    private static final Duration LENGTHENED_EVERY = Duration.ofDays(1);

    private final TimedSecretStore secrets;
    private final TimedCredentials credentials;
    private final ClientConfig config;
    private final InstantSource clock;

    ConfiguredSecrets(
            TimedSecretStore secrets, TimedCredentials credentials, ClientConfig config, InstantSource clock) {
        this.secrets = secrets;
        this.credentials = credentials;
        this.config = config;
        this.clock = clock;
    }

    /**
     * From now on this one alone counts, of a client that is locked.
     *
     * @return true where it didn't yet
     */
    Uni<Boolean> only(ClientRow client, byte[] hash) {
        var end = clock.instant().plus(LEASE);
        return secrets.ofTokens(client.id, hash)
                .chain(same -> same.isEmpty()
                        ? secrets.delete("clientId = ?1 AND use = TOKENS", client.id)
                                .chain(() -> credentials.add(client.id, TimedSecretUse.TOKENS, hash, end))
                                .replaceWith(true)
                        : secrets.delete("clientId = ?1 AND use = TOKENS AND id <> ?2", client.id, same.get(0).id)
                                .invoke(() -> same.get(0).lengthen(end))
                                .map(others -> others > 0));
    }

    /** Of those that this service runs with. One that is another's meanwhile isn't there any more, and stays so. */
    Uni<Void> renew() {
        var end = clock.instant().plus(LEASE);
        var due = end.minus(LENGTHENED_EVERY);
        return ofThis().entrySet().stream()
                .map(one -> secrets.update(
                                "endsAt = ?1, endToldAt = NULL WHERE clientId = ?2 AND use = TOKENS AND secretHash = ?3"
                                        + " AND endsAt < ?4",
                                end,
                                one.getKey(),
                                RandomSecret.hash(one.getValue()),
                                due)
                        .replaceWithVoid())
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    private Map<String, String> ofThis() {
        var all = new TreeMap<String, String>();
        config.bootstrapAdminSecret().ifPresent(secret -> all.put(ClientStart.ADMIN, secret));
        config.console().clientSecret().ifPresent(secret -> all.put(ConfiguredConsole.ID, secret));
        return all;
    }
}
