package dev.mandate.identity.clients;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientEvent.CredentialChanged.CredentialChange;
import dev.mandate.events.identity.ClientState;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.DelegationEnd;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.identities.TokensVoid;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What administrators do to clients, each with its fact. Every method needs a transaction. */
@ApplicationScoped
class ClientAdministration {
    /** A week is enough to hand a new secret round. */
    static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    private static final String STOPPED = "stopped";

    private final Clients clients;
    private final ClientStore store;
    private final TimedCredentials credentials;
    private final DelegationEnd delegations;
    private final Outbox outbox;
    private final InstantSource clock;

    ClientAdministration(
            Clients clients,
            ClientStore store,
            TimedCredentials credentials,
            DelegationEnd delegations,
            Outbox outbox,
            InstantSource clock) {
        this.clients = clients;
        this.store = store;
        this.credentials = credentials;
        this.delegations = delegations;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Clients.Registered> register(
            String name,
            Set<String> scopes,
            @Nullable String jwks,
            Clients.Browsing browsing,
            Kept kept,
            Requester by) {
        var addresses = Optional.ofNullable(browsing.application())
                .map(application -> sorted(application.redirectUris()))
                .orElse(null);
        return clients.register(Clients.nextId(), name, scopes, jwks, browsing, kept)
                .call(made -> told(new ClientEvent.Registered(
                        made.clientId(), name, List.copyOf(scopes), made.clientSecret() != null, addresses, by.by())));
    }

    /** It gets no token, its tokens are void, and what was delegated with them is revoked; of what can't be read, too. Stopping it again changes nothing. */
    Uni<Result<ClientView, ClientRefusal>> stop(String id, Reason reason, Requester by) {
        return found(id, row -> notItself(row, by).or(() -> noAgent(row)))
                .chain(checked -> checked.chain(row -> {
                    if (row.stoppedReason != null) return Result.nowDone(ClientView.of(row));
                    return stopped(row, reason, by.by());
                }));
    }

    /** Of one that goes on. */
    Uni<Result<ClientView, ClientRefusal>> stopped(ClientRow row, Reason reason, Actor by) {
        row.stoppedReason = reason.value();
        row.tokensVoidBefore = TokensVoid.before(clock.instant(), row.tokensVoidBefore);
        return changed(row, new ClientEvent.Stopped(row.id, row.name, reason, by))
                .call(() -> delegations.madeThrough(row.id, STOPPED));
    }

    /** Its earlier tokens stay void. Resuming one that goes on changes nothing; one that nobody answers for needs that first. */
    Uni<Result<ClientView, ClientRefusal>> resume(String id, Reason reason, Requester by) {
        return locked(id, ClientAdministration::noAgent)
                .chain(checked -> checked.chain(row -> {
                    if (row.standstill() == Client.Standstill.NOBODY_ANSWERS)
                        return Result.nowRefused(ClientRefusal.NOBODY_ANSWERS);
                    if (row.stoppedReason == null) return Result.nowDone(ClientView.of(row));
                    row.stoppedReason = null;
                    return changed(row, new ClientEvent.Resumed(id, row.name, reason, by.by()));
                }));
    }

    /**
     * Of one that {@link #changeable} gave.
     *
     * @param scopes what its tokens have at most from now on
     */
    Uni<Result<ClientView, ClientRefusal>> scopes(
            ClientRow row, Set<String> scopes, @Nullable Reason reason, Actor by) {
        var before = List.copyOf(Scopes.parse(row.scopes));
        row.scopes = Scopes.write(scopes);
        var after = List.copyOf(Scopes.parse(row.scopes));
        if (before.equals(after)) return Result.nowDone(ClientView.of(row));
        // What it may not have any more is in tokens that it has already.
        if (!after.containsAll(before)) row.tokensVoidBefore = TokensVoid.before(clock.instant(), row.tokensVoidBefore);
        return changed(row, new ClientEvent.ScopesChanged(row.id, row.name, before, after, reason, by));
    }

    /** Locked; refused where its scopes aren't for anybody to change. */
    Uni<Result<ClientRow, ClientRefusal>> changeable(String id) {
        return locked(id, row -> noAgent(row).or(() -> notConfigured(row)));
    }

    /** Locked; refused for one that nobody signs in to. */
    Uni<Result<ClientRow, ClientRefusal>> application(String id) {
        return locked(
                id, row -> row.client().isApplication() ? Optional.empty() : Optional.of(ClientRefusal.NO_APPLICATION));
    }

    /** Of one that {@link #application} gave. */
    Uni<Result<ClientView, ClientRefusal>> addresses(
            ClientRow row, Client.Application now, @Nullable Reason reason, Actor by) {
        var before = row.addresses();
        row.redirectUris = Scopes.write(now.redirectUris());
        row.postLogoutUris = Scopes.write(now.postLogoutUris());
        row.logoutUri = now.logoutUri();
        var after = row.addresses();
        if (before.equals(after)) return Result.nowDone(ClientView.of(row));
        return changed(row, new ClientEvent.AddressesChanged(row.id, row.name, before, after, reason, by));
    }

    /** Locked; refused where what it is isn't for an administrator to say. */
    Uni<Result<ClientRow, ClientRefusal>> restatable(String id) {
        return locked(
                id,
                row -> noAgent(row)
                        .or(() -> notConfigured(row))
                        .or(() -> SelfRegistered.is(row.id)
                                ? Optional.of(ClientRefusal.SELF_REGISTERED)
                                : Optional.empty()));
    }

    /** Of one that {@link #restatable} gave. By other keys, or none, its secrets and tokens don't count any more. */
    Uni<Result<ClientView, ClientRefusal>> metadata(
            ClientRow row, ClientShape after, @Nullable Reason reason, Actor by) {
        var before = ClientShape.of(row);
        if (before.equals(after)) return Result.nowDone(ClientView.of(row));
        var fact = new ClientEvent.MetadataChanged(
                row.id, row.name, before.wordsBeside(after), after.wordsBeside(before), reason, by);
        after.become(row);
        return (Objects.equals(before.jwks(), after.jwks()) ? Uni.createFrom().voidItem() : credentials.otherKeys(row))
                .chain(() -> changed(row, fact));
    }

    private static List<String> sorted(Set<String> texts) {
        return texts.stream().sorted().toList();
    }

    /** Locked; refused where it has no secret that could be another. */
    Uni<Result<ClientRow, ClientRefusal>> withSecret(String id) {
        return locked(id, row -> notConfigured(row).or(() -> secretly(row)));
    }

    /** A client after it was given a secret, of which here is no more than its end. */
    record GivenSecret(ClientView client, TimedCredentials.Secret secret) {}

    /**
     * Another secret instead of those that it has, of one that {@link #withSecret} gave.
     *
     * @param hash of the secret that counts from now on
     * @param end when that one ends
     * @param overlap for how long the one before still counts; zero if not, and its tokens don't either
     */
    Uni<Result<GivenSecret, ClientRefusal>> replaceSecret(
            ClientRow row, byte[] hash, Instant end, Duration overlap, @Nullable Reason reason, Actor by) {
        @Nullable Instant until = overlap.isZero() ? null : clock.instant().plus(overlap);
        return credentials
                .replace(row, hash, end, overlap)
                .chain(made -> changed(row, new ClientEvent.SecretChanged(row.id, row.name, until, reason, by))
                        .map(done -> done.map(view -> new GivenSecret(view, made))));
    }

    /** One more secret, of one that {@link #withSecret} gave and that is free for it. */
    Uni<Result<GivenSecret, ClientRefusal>> addSecret(
            ClientRow row, byte[] hash, Instant end, @Nullable Reason reason, Actor by) {
        return credentials
                .add(row.id, TimedSecretUse.TOKENS, hash, end)
                .call(made -> told(new ClientEvent.CredentialChanged(
                        row.id, row.name, CredentialChange.SECRET_MADE, made.id(), made.endsAt(), reason, by)))
                .map(made -> Result.done(new GivenSecret(ClientView.of(row), made)));
    }

    /** At once, and the tokens that it has are void. */
    Uni<Result<TimedCredentials.Secret, ClientRefusal>> endSecret(
            String id, String secret, @Nullable Reason reason, Requester by) {
        return withSecret(id)
                .chain(found -> found.chain(row -> credentials
                        .end(row, secret)
                        .map(done -> done.because(ClientRefusal::of))
                        .call(done -> done.followedBy(gone -> told(new ClientEvent.CredentialChanged(
                                id, row.name, CredentialChange.SECRET_ENDED, gone.id(), null, reason, by.by()))))));
    }

    /** Nothing but stopped is what can't be read. */
    private Uni<Result<ClientRow, ClientRefusal>> locked(String id, Function<ClientRow, Optional<ClientRefusal>> rule) {
        return found(id, row -> row.fault() == null ? rule.apply(row) : Optional.of(ClientRefusal.UNREADABLE));
    }

    private Uni<Result<ClientRow, ClientRefusal>> found(String id, Function<ClientRow, Optional<ClientRefusal>> rule) {
        return store.locked(id)
                .map(found -> found.<Result<ClientRow, ClientRefusal>>map(row -> Result.unless(rule.apply(row), row))
                        .orElseGet(() -> Result.refused(ClientRefusal.UNKNOWN)));
    }

    private static Optional<ClientRefusal> notItself(ClientRow row, Requester by) {
        return row.id.equals(by.by().client()) ? Optional.of(ClientRefusal.OWN_CLIENT) : Optional.empty();
    }

    private static Optional<ClientRefusal> noAgent(ClientRow row) {
        if (row.isWorkload()) return Optional.of(ClientRefusal.WORKLOAD);
        return row.isAgent() ? Optional.of(ClientRefusal.AGENT) : Optional.empty();
    }

    private static Optional<ClientRefusal> notConfigured(ClientRow row) {
        return ClientStart.isConfigured(row.id) ? Optional.of(ClientRefusal.CONFIGURED) : Optional.empty();
    }

    private static Optional<ClientRefusal> secretly(ClientRow row) {
        if (row.isWorkload()) return Optional.of(ClientRefusal.WORKLOAD);
        return row.hasSecrets() ? Optional.empty() : Optional.of(ClientRefusal.HAS_KEYS);
    }

    private Uni<Result<ClientView, ClientRefusal>> changed(ClientRow row, ClientEvent fact) {
        row.becomeNext(clock.instant());
        return outbox.publish(ClientState.FAMILY, row.state())
                .chain(() -> told(fact))
                .map(ignored -> Result.done(ClientView.of(row)));
    }

    private Uni<Void> told(ClientEvent fact) {
        return outbox.publish(AdministrationEvent.FAMILY, fact);
    }
}
