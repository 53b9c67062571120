package dev.mandate.identity.clients;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers clients. Every method needs a transaction. */
@ApplicationScoped
public class Clients {
    private static final String ADMIN = "admin";

    private final ClientStore store;
    private final ClientConfig config;
    private final InstantSource clock;

    Clients(ClientStore store, ClientConfig config, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) throws Throwable {
        var secret = config.bootstrapAdminSecret();
        if (secret.isEmpty()) return;
        if (secret.get().length() < 32) {
            throw new IllegalArgumentException("mandate.bootstrap-admin-secret needs at least 32 random characters");
        }
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> admin(secret.get())));
    }

    /** The secret is shown this once. */
    public record Registered(String clientId, @Nullable String clientSecret) {}

    public static String nextId() {
        return "cli_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
    }

    /** @param jwks checked public keys as JSON; null for one that gets a secret */
    public Uni<Registered> register(String id, String name, Set<String> scopes, @Nullable String jwks) {
        var secret = jwks == null ? ClientSecret.next() : null;
        var row = new ClientRow();
        row.id = id;
        row.name = name;
        row.scopes = Scopes.write(scopes);
        row.secretHash = secret == null ? null : ClientSecret.hash(secret);
        row.jwks = jwks;
        row.createdAt = clock.instant();
        return store.persist(row).replaceWith(new Registered(id, secret));
    }

    public Uni<Optional<Client>> find(String id) {
        return store.findById(id).map(row -> Optional.ofNullable(row).map(ClientRow::client));
    }

    private Uni<Void> admin(String secret) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "INSERT INTO clients (id, name, scopes, secret_hash, created_at) VALUES (?1, ?1, ?2, ?3, ?4)"
                                        + " ON CONFLICT (id) DO UPDATE SET scopes = excluded.scopes,"
                                        + " secret_hash = excluded.secret_hash")
                        .setParameter(1, ADMIN)
                        .setParameter(2, Scopes.write(Scopes.all()))
                        .setParameter(3, ClientSecret.hash(secret))
                        .setParameter(4, clock.instant())
                        .executeUpdate()
                        .replaceWithVoid());
    }
}
