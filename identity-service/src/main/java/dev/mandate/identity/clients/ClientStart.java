package dev.mandate.identity.clients;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientState;
import dev.mandate.identity.clients.metadata.Scopes;
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
import java.util.List;
import java.util.Optional;

/** The clients that the configuration has, the first one and the console, and the states of clients from before there were any. */
@ApplicationScoped
class ClientStart {
    /** The first client, whose secret is configuration. */
    static final String ADMIN = "admin";

    private static final int BATCH = 500;
    private static final int SHORTEST_SECRET = 32;

    private final ClientStore store;
    private final ConfiguredSecrets secrets;
    private final Outbox outbox;
    private final ClientConfig config;
    private final InstantSource clock;

    ClientStart(ClientStore store, ConfiguredSecrets secrets, Outbox outbox, ClientConfig config, InstantSource clock) {
        this.store = store;
        this.secrets = secrets;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) throws Throwable {
        var secret = config.bootstrapAdminSecret();
        if (secret.isPresent()) {
            requireLong("mandate.bootstrap-admin-secret", secret.get());
            VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> admin(secret.get())));
        }
        var console = ConfiguredConsole.of(config.console());
        if (console.isPresent()) {
            requireLong("mandate.console.client-secret", console.get().secret());
            VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> console(console.get())));
        }
        VertxContextSupport.subscribeAndAwait(this::tellUntold);
    }

    /** Each start makes the configured secret the valid one; one that was stopped stays stopped. */
    private Uni<Void> admin(String secret) {
        var scopes = Scopes.write(Scopes.all());
        var hash = RandomSecret.hash(secret);
        return store.make(ADMIN, scopes, clock.instant())
                .chain(made -> locked(ADMIN)
                        .chain(row -> secrets.only(row, hash).chain(other -> {
                            var facts = new ArrayList<ClientEvent>();
                            if (made)
                                facts.add(new ClientEvent.Registered(
                                        ADMIN, row.name, scopesOf(scopes), true, null, null));
                            if (!scopes.equals(row.scopes))
                                facts.add(new ClientEvent.ScopesChanged(
                                        ADMIN, row.name, scopesOf(row.scopes), scopesOf(scopes), null, null));
                            if (other && !made)
                                facts.add(new ClientEvent.SecretChanged(ADMIN, row.name, null, null, null));
                            row.scopes = scopes;
                            return outbox.publishAll(AdministrationEvent.FAMILY, facts);
                        })));
    }

    /**
     * Each start makes it what the configuration says; one that was stopped stays stopped. It needs no second person: whoever writes this
     * configuration can do anything, and what the client may be given stands in the code.
     */
    private Uni<Void> console(ConfiguredConsole wanted) {
        var scopes = Scopes.write(Scopes.OF_CONSOLE);
        var hash = RandomSecret.hash(wanted.secret());
        return store.make(ConfiguredConsole.ID, scopes, clock.instant())
                .chain(made -> locked(ConfiguredConsole.ID)
                        .chain(row -> secrets.only(row, hash)
                                .chain(other -> outbox.publishAll(
                                        AdministrationEvent.FAMILY, wanted.write(row, made, scopes, other)))));
    }

    private Uni<ClientRow> locked(String id) {
        return store.locked(id).map(Optional::orElseThrow);
    }

    /** Whether this client's secret and scopes are the operator's configuration. */
    static boolean isConfigured(String client) {
        return client.equals(ADMIN) || client.equals(ConfiguredConsole.ID);
    }

    private static void requireLong(String key, String secret) {
        if (secret.length() < SHORTEST_SECRET)
            throw new IllegalArgumentException(key + " needs at least " + SHORTEST_SECRET + " random characters");
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
