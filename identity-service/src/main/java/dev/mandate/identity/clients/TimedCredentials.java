package dev.mandate.identity.clients;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.assertions.PublicKeys;
import dev.mandate.identity.identities.TokensVoid;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * By what a client, an agent or a workload proves that it is this one: secrets, of which at most two count at a time and none without an
 * end; and of workloads public keys. Every method but the reading ones needs a transaction, and takes the lock on the client unless it says
 * otherwise; whether the requester may is for the caller.
 */
@ApplicationScoped
public class TimedCredentials {
    /** One that is in use, and the next. */
    public static final int MOST = 2;

    private final ClientStore clients;
    private final TimedSecretStore secrets;
    private final OtherProofs others;
    private final TimedCredentialConfig config;
    private final Outbox outbox;
    private final InstantSource clock;

    TimedCredentials(
            ClientStore clients,
            TimedSecretStore secrets,
            OtherProofs others,
            TimedCredentialConfig config,
            Outbox outbox,
            InstantSource clock) {
        this.clients = clients;
        this.secrets = secrets;
        this.others = others;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Nothing of the secret itself.
     *
     * @param endsAt first instant at which it no longer counts
     */
    public record Secret(String id, Instant madeAt, Instant endsAt) {}

    /** @param secret shown this once */
    public record Made(String id, String secret, Instant endsAt) {}

    /**
     * What counts now.
     *
     * @param keys thumbprints (RFC 7638, SHA-256)
     */
    public record Credentials(List<Secret> secrets, List<String> keys) {
        public Credentials {
            secrets = List.copyOf(secrets);
            keys = List.copyOf(keys);
        }
    }

    /** Why nothing is done about a credential. */
    public enum Refusal {
        /** There is no such secret, or it has ended. */
        UNKNOWN_SECRET,
        /** Two count already. */
        TOO_MANY,
        /** The end is not ahead, or too far. */
        BAD_END,
        /** It signs with a key of its own, and is none of those that have both. */
        HAS_KEYS,
        /** It gets no token in its own name: an agent that acts by an application's alone. */
        NO_CLIENT
    }

    /** Of a client that is registered just now: as late as it may be. */
    Uni<Made> first(String client) {
        return made(client, clock.instant().plus(longest(client, TimedSecretUse.TOKENS)));
    }

    /**
     * One more, which counts beside the one that is there.
     *
     * @param endsAt null for as late as it may be
     */
    public Uni<Result<Made, Refusal>> make(String client, @Nullable Instant endsAt) {
        return known(client)
                .chain(found -> found.chain(row -> row.hasSecrets() || row.isWorkload()
                        ? free(client, TimedSecretUse.TOKENS, endsAt)
                        : Result.<Instant, Refusal>nowRefused(Refusal.HAS_KEYS)))
                .chain(free -> free.chain(end -> made(client, end).map(Result::done)));
    }

    private Uni<Made> made(String client, Instant end) {
        var secret = RandomSecret.next();
        return add(client, TimedSecretUse.TOKENS, RandomSecret.hash(secret), end)
                .map(made -> new Made(made.id(), secret, made.endsAt()));
    }

    private Duration longest(String client, TimedSecretUse use) {
        if (use == TimedSecretUse.SCIM) return config.scimTokenMaxLifetime();
        return client.startsWith(IdentityId.WORKLOAD)
                ? config.workloadSecretMaxLifetime()
                : config.clientSecretMaxLifetime();
    }

    /**
     * When one would end that is made now.
     *
     * @param endsAt null for as late as it may be
     */
    Result<Instant, Refusal> checkedEnd(String client, TimedSecretUse use, @Nullable Instant endsAt) {
        var now = clock.instant();
        var latest = now.plus(longest(client, use));
        var end = endsAt == null ? latest : endsAt;
        return end.isAfter(now) && !end.isAfter(latest) ? Result.done(end) : Result.refused(Refusal.BAD_END);
    }

    /**
     * Whether one more may be made, of a client that is locked.
     *
     * @param endsAt null for as late as it may be
     * @return when it ends
     */
    Uni<Result<Instant, Refusal>> free(String client, TimedSecretUse use, @Nullable Instant endsAt) {
        return checkedEnd(client, use, endsAt)
                .chain(end -> secrets.counting(client, use, clock.instant())
                        .map(counting -> counting.size() < MOST ? Result.done(end) : Result.refused(Refusal.TOO_MANY)));
    }

    /** Of a client that is locked, and free for it. */
    Uni<Secret> add(String client, TimedSecretUse use, byte[] hash, Instant end) {
        var now = clock.instant();
        var row = new TimedSecretRow();
        row.id = "sec_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        row.clientId = client;
        row.use = use;
        row.secretHash = hash;
        row.madeAt = now;
        row.endsAt = end.truncatedTo(ChronoUnit.MILLIS);
        // Whoever makes one for less than the notice knows that it ends.
        if (!row.endsAt.isAfter(now.plus(config.endingCredentialNotice()))) row.endToldAt = now;
        return secrets.removeEnded(client, now)
                .chain(() -> secrets.persist(row))
                .replaceWith(row::secret);
    }

    /**
     * Another secret in place of those that count, of a client that is locked. Of these the youngest counts for the overlap still; without
     * one the tokens that the client has are void.
     *
     * @param end when it ends, as {@link #checkedEnd} found it
     */
    Uni<Secret> replace(ClientRow client, byte[] hash, Instant end, Duration overlap) {
        var now = clock.instant();
        return secrets.counting(client.id, TimedSecretUse.TOKENS, now)
                .chain(counting -> {
                    var former =
                            counting.subList(0, overlap.isZero() ? counting.size() : Math.max(0, counting.size() - 1));
                    if (former.size() < counting.size())
                        counting.get(former.size()).endBy(now.plus(overlap), now);
                    return secrets.deleteAll(former);
                })
                .invoke(() -> {
                    if (overlap.isZero()) client.tokensVoidBefore = TokensVoid.before(now, client.tokensVoidBefore);
                })
                .chain(() -> add(client.id, TimedSecretUse.TOKENS, hash, end));
    }

    /** At once, and the tokens that the client has are void: nobody knows by which secret it got them. */
    public Uni<Result<Secret, Refusal>> end(String client, String secret) {
        return known(client)
                .map(found -> found.because(none -> Refusal.UNKNOWN_SECRET))
                .chain(found -> found.chain(row -> end(row, secret)));
    }

    /** The same, of one that is locked. */
    Uni<Result<Secret, Refusal>> end(ClientRow client, String secret) {
        return remove(client.id, TimedSecretUse.TOKENS, secret)
                .chain(done -> done.chain(gone -> voided(client).replaceWith(Result.done(gone))));
    }

    /** Of a client that is locked. */
    Uni<Result<Secret, Refusal>> remove(String client, TimedSecretUse use, String secret) {
        return secrets.counting(client, use, clock.instant())
                .chain(counting -> counting.stream()
                        .filter(it -> it.id.equals(secret))
                        .findFirst()
                        .map(found -> secrets.delete(found).replaceWith(Result.<Secret, Refusal>done(found.secret())))
                        .orElseGet(() -> Result.nowRefused(Refusal.UNKNOWN_SECRET)));
    }

    /**
     * In place of those that it had; the tokens that it has are void.
     *
     * @param jwks checked, as JSON; null for none
     * @return their thumbprints
     */
    public Uni<List<String>> keys(String client, @Nullable String jwks) {
        return locked(client).chain(row -> {
            row.jwks = jwks;
            return voided(row).replaceWith(() -> PublicKeys.thumbprints(jwks));
        });
    }

    /** A client that is locked proves by other keys who it is, or by none: neither its secrets nor its tokens count any more. */
    Uni<Void> otherKeys(ClientRow client) {
        client.tokensVoidBefore = TokensVoid.before(clock.instant(), client.tokensVoidBefore);
        return secrets.delete("clientId = ?1 AND use = ?2", client.id, TimedSecretUse.TOKENS)
                .replaceWithVoid();
    }

    /** By none any more, tokens of other issuers among them; the tokens that it has are void. */
    public Uni<Void> remove(String client) {
        return locked(client).chain(row -> {
            row.jwks = null;
            return secrets.delete("clientId", client)
                    .chain(() -> others.remove(client))
                    .chain(() -> voided(row));
        });
    }

    /** Needs a session. */
    public Uni<Credentials> of(String client) {
        return clients.findById(client)
                .chain(row -> counting(client)
                        .map(counting ->
                                new Credentials(counting, PublicKeys.thumbprints(row == null ? null : row.jwks))));
    }

    /** The secrets that count now. Needs a session. */
    public Uni<List<Secret>> counting(String client) {
        return secrets.counting(client, TimedSecretUse.TOKENS, clock.instant())
                .map(rows -> rows.stream().map(TimedSecretRow::secret).toList());
    }

    /** Of those that count now; of a client that is locked, so that none is made meanwhile. */
    Uni<Map<TimedSecretUse, List<String>>> ids(String client) {
        return secrets.counting(client, clock.instant())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.use, Collectors.mapping(row -> row.id, Collectors.toList()))));
    }

    /** The tokens that these have are void, since what proved who they are may have been somebody else's. */
    public Uni<Void> voided(Collection<String> workloads) {
        return clients.lockedAll(workloads).chain(rows -> {
            for (var row : rows) {
                row.tokensVoidBefore = TokensVoid.before(clock.instant(), row.tokensVoidBefore);
                row.revision++;
            }
            return outbox.publishAll(
                    ClientState.FAMILY, rows.stream().map(ClientRow::state).toList());
        });
    }

    private Uni<Result<ClientRow, Refusal>> known(String client) {
        return clients.locked(client)
                .map(found -> found.<Result<ClientRow, Refusal>>map(Result::done)
                        .orElseGet(() -> Result.refused(Refusal.NO_CLIENT)));
    }

    private Uni<ClientRow> locked(String client) {
        return clients.locked(client).map(Optional::orElseThrow);
    }

    private Uni<Void> voided(ClientRow row) {
        row.tokensVoidBefore = TokensVoid.before(clock.instant(), row.tokensVoidBefore);
        row.revision++;
        return outbox.publish(ClientState.FAMILY, row.state());
    }
}
