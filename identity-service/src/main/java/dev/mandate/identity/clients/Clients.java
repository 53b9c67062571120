package dev.mandate.identity.clients;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.events.identity.ClientState;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers clients, and finds them. Every method but {@link #find} needs a transaction. */
@ApplicationScoped
public class Clients {
    private final ClientStore store;
    private final Outbox outbox;
    private final InstantSource clock;

    Clients(ClientStore store, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The secret is shown this once. */
    public record Registered(String clientId, @Nullable String clientSecret) {}

    public static String nextId() {
        return "cli_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
    }

    /** @param jwks checked public keys as JSON; null for one that gets a secret */
    public Uni<Registered> register(String id, String name, Set<String> scopes, @Nullable String jwks) {
        return register(id, name, scopes, jwks, Browsing.NONE);
    }

    /**
     * What a client may do with people at browsers, as it was checked.
     *
     * @param grants null for those of machines
     * @param application null for one without a browser
     * @param resource URI of what it serves; null if nothing
     */
    record Browsing(
            @Nullable Set<String> grants,
            Client.@Nullable Application application,
            @Nullable String resource) {
        static final Browsing NONE = new Browsing(null, null, null);
    }

    Uni<Registered> register(String id, String name, Set<String> scopes, @Nullable String jwks, Browsing browsing) {
        var application = browsing.application();
        var isPublic = application != null && application.isPublic();
        var secret = jwks == null && !isPublic ? RandomSecret.next() : null;
        var row = new ClientRow();
        row.grantTypes = browsing.grants() == null ? null : Scopes.write(browsing.grants());
        row.resource = browsing.resource();
        if (application != null) {
            row.redirectUris = Scopes.write(application.redirectUris());
            row.postLogoutUris = Scopes.write(application.postLogoutUris());
            row.isPublic = isPublic;
        }
        row.id = id;
        row.name = name;
        row.scopes = Scopes.write(scopes);
        row.secretHash = secret == null ? null : RandomSecret.hash(secret);
        row.jwks = jwks;
        row.createdAt = clock.instant();
        row.revision = 1;
        return store.persist(row)
                .chain(() -> outbox.publish(ClientState.FAMILY, row.state()))
                .replaceWith(new Registered(id, secret));
    }

    public Uni<Optional<Client>> find(String id) {
        return store.findById(id).map(row -> Optional.ofNullable(row).map(ClientRow::client));
    }

    /** Whether this resource is some client's, be it stopped. */
    Uni<Boolean> isTaken(String resource) {
        return store.count("resource", resource).map(count -> count > 0);
    }

    /** Whether some client serves this resource and isn't stopped. */
    public Uni<Boolean> isServed(String resource) {
        return store.count("resource = ?1 AND stoppedReason IS NULL", resource).map(count -> count > 0);
    }

    /** Whether a token that it was given then counts, which stays so until the transaction ends. What is no client's does. */
    public Uni<Boolean> holdCounting(String id, Instant issuedAt) {
        return store.held(id)
                .map(row -> row.map(ClientRow::client)
                        .map(client -> client.counts(issuedAt))
                        .orElse(true));
    }
}
