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
        var secret = jwks == null ? RandomSecret.next() : null;
        var row = new ClientRow();
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

    /** Whether a token that it was given then counts, which stays so until the transaction ends. What is no client's does. */
    public Uni<Boolean> holdCounting(String id, Instant issuedAt) {
        return store.held(id)
                .map(row -> row.map(ClientRow::client)
                        .map(client -> client.counts(issuedAt))
                        .orElse(true));
    }
}
