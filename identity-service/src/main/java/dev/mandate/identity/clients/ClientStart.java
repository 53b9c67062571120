package dev.mandate.identity.clients;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientState;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The first client, as the configuration has it, and the states of clients from before there were any. */
@ApplicationScoped
class ClientStart {
    /** The first client, whose secret is configuration. */
    static final String ADMIN = "admin";

    private static final int BATCH = 500;

    private final ClientStore store;
    private final Outbox outbox;
    private final ClientConfig config;
    private final InstantSource clock;

    ClientStart(ClientStore store, Outbox outbox, ClientConfig config, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) throws Throwable {
        var secret = config.bootstrapAdminSecret();
        if (secret.isPresent()) {
            if (secret.get().length() < 32) {
                throw new IllegalArgumentException(
                        "mandate.bootstrap-admin-secret needs at least 32 random characters");
            }
            VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> admin(secret.get())));
        }
        VertxContextSupport.subscribeAndAwait(this::tellUntold);
    }

    /** Each start makes the configured secret the valid one; one that was stopped stays stopped. */
    private Uni<Void> admin(String secret) {
        var scopes = Scopes.write(Scopes.all());
        var hash = RandomSecret.hash(secret);
        return store.make(ADMIN, scopes, hash, clock.instant())
                .chain(made -> store.locked(ADMIN).chain(found -> {
                    var row = found.orElseThrow();
                    var facts = new ArrayList<ClientEvent>();
                    if (made)
                        facts.add(new ClientEvent.Registered(ADMIN, row.name, scopesOf(scopes), true, null, null));
                    if (!scopes.equals(row.scopes))
                        facts.add(new ClientEvent.ScopesChanged(
                                ADMIN, row.name, scopesOf(row.scopes), scopesOf(scopes), null, null));
                    if (!Arrays.equals(hash, row.secretHash))
                        facts.add(new ClientEvent.SecretChanged(ADMIN, row.name, null, null, null));
                    row.scopes = scopes;
                    row.secretHash = hash;
                    return outbox.publishAll(AdministrationEvent.FAMILY, facts);
                }));
    }

    private static List<String> scopesOf(String separatedBySpaces) {
        return List.copyOf(Scopes.parse(separatedBySpaces));
    }

    private Uni<Void> tellUntold() {
        return Panache.withTransaction(() -> store.untold(BATCH).call(rows -> {
                    rows.forEach(row -> row.revision = 1);
                    return outbox.publishAll(
                            ClientState.FAMILY,
                            rows.stream().map(ClientRow::state).toList());
                }))
                .chain(rows -> rows.size() < BATCH ? Uni.createFrom().voidItem() : tellUntold());
    }
}
