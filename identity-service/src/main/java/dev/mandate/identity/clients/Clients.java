package dev.mandate.identity.clients;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientState;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.TokensVoid;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Registers clients, and finds them. Every method but {@link #find} needs a transaction. */
@ApplicationScoped
public class Clients {
    /** Each of them somebody agreed to. */
    private static final long MOST_PUBLISHED = 10_000;

    private final ClientStore store;
    private final OwnerDeadline deadline;
    private final TimedCredentials secrets;
    private final Outbox outbox;
    private final InstantSource clock;

    Clients(ClientStore store, OwnerDeadline deadline, TimedCredentials secrets, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.deadline = deadline;
        this.secrets = secrets;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param clientSecret shown this once; null for one without
     * @param secretEndsAt first instant at which it no longer counts; null without one
     */
    public record Registered(
            String clientId,
            @Nullable String clientSecret,
            @Nullable Instant secretEndsAt) {}

    public static String nextId() {
        return "cli_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
    }

    /**
     * @param jwks checked public keys as JSON; null for one that gets a secret
     * @param interactive how it asks people for tasks; null for one that doesn't
     */
    public Uni<Registered> registerAgent(
            String id, String name, @Nullable String jwks, @Nullable InteractiveAgent interactive, Actor by) {
        if (interactive == null) return register(id, name, Scopes.OF_AGENT, jwks, Browsing.NONE);
        var grants = new TreeSet<>(GrantTypes.OF_MACHINES);
        grants.addAll(interactive.grants());
        var addresses =
                interactive.application().redirectUris().stream().sorted().toList();
        return register(id, name, Scopes.OF_AGENT, jwks, new Browsing(grants, interactive.application(), null))
                .call(() -> addresses.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : outbox.publish(
                                AdministrationEvent.FAMILY,
                                new ClientEvent.AddressesChanged(id, name, List.of(), addresses, null, by)));
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

    /**
     * It has no secret yet: those of workloads are made once somebody answers for it.
     *
     * @param jwks checked public keys as JSON; null for none yet
     */
    public Uni<Void> registerWorkload(String id, String name, Set<String> scopes, @Nullable String jwks) {
        return register(id, name, scopes, jwks, Browsing.NONE).replaceWithVoid();
    }

    /** Where somebody asks who it is. */
    public Uni<Void> rename(String id, String name) {
        return store.locked(id).chain(found -> {
            var row = found.orElseThrow();
            row.name = name;
            row.revision++;
            return outbox.publish(ClientState.FAMILY, row.state());
        });
    }

    private Uni<Registered> register(
            String id, String name, Set<String> scopes, @Nullable String jwks, Browsing browsing) {
        return register(id, name, scopes, jwks, browsing, Kept.OTHERWISE);
    }

    Uni<Registered> register(
            String id, String name, Set<String> scopes, @Nullable String jwks, Browsing browsing, Kept kept) {
        var application = browsing.application();
        var row = new ClientRow();
        kept.write(row);
        row.grantTypes = browsing.grants() == null ? null : Scopes.write(browsing.grants());
        row.resource = browsing.resource();
        if (application != null) {
            row.redirectUris = Scopes.write(application.redirectUris());
            row.postLogoutUris = Scopes.write(application.postLogoutUris());
            row.logoutUri = application.logoutUri();
            row.isPublic = application.isPublic();
            row.idTokens(application.idTokens());
            row.withoutPkce = application.withoutPkce();
            row.claimsInIdToken = application.claimsInIdToken();
        }
        row.id = id;
        row.name = name;
        row.scopes = Scopes.write(scopes);
        row.jwks = jwks;
        row.createdAt = clock.instant();
        row.revision = 1;
        return store.persist(row)
                .chain(() -> outbox.publish(ClientState.FAMILY, row.state()))
                .chain(() -> row.hasSecrets()
                        ? secrets.first(id).map(made -> new Registered(id, made.secret(), made.endsAt()))
                        : Uni.createFrom().item(new Registered(id, null, null)));
    }

    /**
     * An application that publishes what it is: to this a person has just agreed.
     *
     * @return false where there are as many as there may be, or it was stopped meanwhile
     */
    public Uni<Boolean> published(Client client, Actor by) {
        var application = Objects.requireNonNull(client.application());
        var addresses = application.redirectUris().stream().sorted().toList();
        return store.locked(client.id()).chain(found -> {
            if (found.isPresent())
                return found.get().stoppedReason == null
                        ? again(found.get(), client, application, by).replaceWith(true)
                        : Uni.createFrom().item(false);
            return store.count("id LIKE 'https://%' OR id LIKE 'reg!_%' ESCAPE '!'")
                    .chain(count -> {
                        if (count >= MOST_PUBLISHED) return Uni.createFrom().item(false);
                        var browsing = new Browsing(client.grants(), application, null);
                        return register(client.id(), client.name(), client.scopes(), null, browsing)
                                .chain(() -> told(new ClientEvent.Registered(
                                        client.id(),
                                        client.name(),
                                        List.copyOf(client.scopes()),
                                        false,
                                        addresses,
                                        by)))
                                .replaceWith(true);
                    });
        });
    }

    /** An application that registered itself is something else from now on. Nothing where it is no client. */
    public Uni<Void> restated(Client client, Actor by) {
        var application = Objects.requireNonNull(client.application());
        return store.locked(client.id())
                .chain(found -> found.map(row -> again(row, client, application, by))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** What it publishes may have changed. What it may not have any more is in tokens that it has already. */
    private Uni<Void> again(ClientRow row, Client client, Client.Application application, Actor by) {
        var before = row.addresses();
        var asBefore = what(row);
        if (!client.scopes().containsAll(Scopes.parse(row.scopes)))
            row.tokensVoidBefore = TokensVoid.before(clock.instant(), row.tokensVoidBefore);
        row.name = client.name();
        row.scopes = Scopes.write(client.scopes());
        row.redirectUris = Scopes.write(application.redirectUris());
        row.postLogoutUris = Scopes.write(application.postLogoutUris());
        row.grantTypes = Scopes.write(client.grants());
        row.idTokens(application.idTokens());
        if (before.equals(row.addresses()) && asBefore.equals(what(row)))
            return Uni.createFrom().voidItem();
        row.revision++;
        return outbox.publish(ClientState.FAMILY, row.state())
                .chain(() -> told(new ClientEvent.AddressesChanged(
                        client.id(), client.name(), before, row.addresses(), null, by)));
    }

    private static List<Object> what(ClientRow row) {
        return Arrays.asList(row.name, row.scopes, row.grantTypes, row.idTokens());
    }

    /**
     * An application that registered itself isn't used any more: it is no client from now on, and its id is never used again. Nothing where it
     * was none.
     *
     * @return false where something of it is left, for which it stays
     */
    public Uni<Boolean> forgetUnused(String id) {
        return store.locked(id).chain(found -> {
            if (found.isEmpty()) return Uni.createFrom().item(true);
            var last = found.get().lastState();
            return store.deleteUnused(id)
                    .call(gone -> gone
                            ? outbox.publish(ClientState.FAMILY, last)
                            : Uni.createFrom().voidItem());
        });
    }

    /** A day after {@link #forgetUnused}. */
    public Uni<Void> forgotten(String id) {
        return outbox.forget(ClientState.FAMILY, List.of(id));
    }

    private Uni<Void> told(ClientEvent fact) {
        return outbox.publish(AdministrationEvent.FAMILY, fact);
    }

    public Uni<Optional<Client>> find(String id) {
        return store.findById(id).map(row -> Optional.ofNullable(row).map(deadline::client));
    }

    /** What these are called; none for one that there isn't. */
    public Uni<Map<String, String>> names(Collection<String> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(Map.of());
        return store.list("id IN ?1", ids)
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.id, row -> row.name)));
    }

    /** As {@link #find}, and it stays so until the transaction ends. */
    public Uni<Optional<Client>> locked(String id) {
        return store.locked(id).map(row -> row.map(deadline::client));
    }

    /** Ids of those of them that hear of it when somebody has signed out. */
    public Uni<List<String>> hearingOfLogout(Collection<String> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return store.list("id IN ?1 AND logoutUri IS NOT NULL ORDER BY id", ids)
                .map(rows -> rows.stream().map(row -> row.id).toList());
    }

    /** Whether this resource is some client's, be it stopped. */
    Uni<Boolean> isTaken(String resource) {
        return store.count("resource", resource).map(count -> count > 0);
    }

    /** Whether some client serves this resource and isn't stopped. */
    public Uni<Boolean> isServed(String resource) {
        return store.count("resource = ?1 AND stoppedReason IS NULL AND unanswered IS NULL", resource)
                .map(count -> count > 0);
    }

    /** Whether a token that it was given then counts, which stays so until the transaction ends. What is no client's does. */
    public Uni<Boolean> holdCounting(String id, Instant issuedAt) {
        return store.held(id)
                .map(row -> row.map(deadline::client)
                        .map(client -> client.counts(issuedAt))
                        .orElse(true));
    }
}
