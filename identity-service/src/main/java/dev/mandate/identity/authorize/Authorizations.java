package dev.mandate.identity.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.events.digests.Sha256;
import dev.mandate.events.identity.ClientState.Ended;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.endings.TokenEndings;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.tasks.Tasks;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What people let applications have: a code first, then tokens, each refresh token once for the next. Whoever shows a code or a refresh
 * token that was used already may have stolen it, or been robbed of it, so that all that came of it stops counting. Every method needs a
 * transaction.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14">RFC 9700 section 4.14, refresh token protection</a>
 */
@ApplicationScoped
public class Authorizations {
    private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    /** Of one sign-in and client; the oldest goes when there is another, since its application has a newer one. */
    private static final int MOST_OF_A_SIGN_IN = 50;

    /** Of one authorization, the used ones among them; an older one isn't known any more, and gives nothing. */
    private static final int REMEMBERED = 200;

    private final AuthorizationStore store;
    private final RefreshTokenStore refreshTokens;
    private final SignInSessions signIns;
    private final Tasks tasks;
    private final TokenEndings endings;
    private final Outbox outbox;
    private final InstantSource clock;

    Authorizations(
            AuthorizationStore store,
            RefreshTokenStore refreshTokens,
            SignInSessions signIns,
            Tasks tasks,
            TokenEndings endings,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.refreshTokens = refreshTokens;
        this.signIns = signIns;
        this.tasks = tasks;
        this.endings = endings;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What is authorized, by whom, and that it counts now. */
    record Valid(AuthorizationRow row, CurrentSignIn signIn) {}

    /**
     * @param delegation to which he agreed; null where he was asked for none
     * @return the code, which is kept nowhere else, and the authorization's id
     */
    Uni<Code> begin(CodeRequest request, CurrentSignIn current, String scopes, @Nullable DelegationId delegation) {
        var code = RandomSecret.next();
        var row = rowOf(request.client(), current, scopes);
        row.resources = Scopes.write(request.resources());
        row.nonce = request.nonce();
        row.redirectUri = request.redirectUri();
        row.codeHash = RandomSecret.hash(code);
        row.codeChallenge = request.challenge();
        row.codeKey = request.key();
        row.codeEndsAt = row.createdAt.plus(CODE_LIFETIME);
        row.delegationId = delegation == null ? null : delegation.value();
        return kept(row).replaceWith(new Code(row.id, code));
    }

    record Code(String authorization, String value) {}

    /**
     * For a client without a browser, which takes it up by a code of its own.
     *
     * @param takenUpBefore then it is too late
     * @param delegation to which he agreed; null where he was asked for none
     * @return its id
     */
    public Uni<String> agreed(
            String client,
            CurrentSignIn current,
            String scopes,
            Instant takenUpBefore,
            @Nullable DelegationId delegation) {
        var row = rowOf(client, current, scopes);
        row.redirectUri = "";
        row.codeHash = RandomSecret.hash(RandomSecret.next());
        row.codeChallenge = ""; // no verifier fits it
        row.codeEndsAt = takenUpBefore;
        row.delegationId = delegation == null ? null : delegation.value();
        return kept(row).replaceWith(row.id);
    }

    private AuthorizationRow rowOf(String client, CurrentSignIn current, String scopes) {
        var session = current.session();
        var row = new AuthorizationRow();
        row.id = "aut_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        row.clientId = client;
        row.personId = session.person().value();
        row.signInId = session.id().value();
        row.scopes = scopes;
        row.createdAt = clock.instant();
        row.acr = session.acr();
        row.amr = String.join(" ", new TreeSet<>(session.amr()));
        row.authenticatedAt = session.authenticatedAt();
        row.endsAt = session.endsAt();
        return row;
    }

    private Uni<Void> kept(AuthorizationRow row) {
        return store.persistAndFlush(row)
                .chain(() -> store.deleteOldest(row.signInId, row.clientId, MOST_OF_A_SIGN_IN));
    }

    /** Uses up what {@link #agreed} gave. Whoever comes twice ends all of it; that stays, though he is refused. */
    Uni<Result<Valid, Refusal>> take(String id, Client client) {
        return store.locked(id)
                .chain(found -> once(found, client, "the sign-in that it came of has ended", row -> Optional.empty()));
    }

    /**
     * Uses a code up. One that is shown twice ends all that it gave; that stays, though the request is refused.
     *
     * @param verifier of PKCE; empty for none, which fits a code that was asked for without a challenge alone
     * @param key thumbprint of the key that the client proves to have; empty for none
     */
    Uni<Result<Valid, Refusal>> redeem(
            String code, String redirectUri, String verifier, Optional<String> key, Client client) {
        return store.lockedByCode(RandomSecret.hash(code))
                .chain(found -> once(found, client, "no code like this was given to this client", row -> {
                    if (!row.redirectUri.equals(redirectUri))
                        return Optional.of("redirect_uri is not the one that the code was sent to");
                    if (row.codeKey != null && !row.codeKey.equals(key.orElse("")))
                        return Optional.of("the code is for whoever has the key of dpop_jkt: prove that you have it");
                    return fits(verifier, row.codeChallenge)
                            ? Optional.empty()
                            : Optional.of("code_verifier doesn't fit the code_challenge");
                }));
    }

    /**
     * @param unknown said where this client was given none
     * @param wrong what doesn't fit of how the client comes
     */
    private Uni<Result<Valid, Refusal>> once(
            Optional<AuthorizationRow> found,
            Client client,
            String unknown,
            Function<AuthorizationRow, Optional<String>> wrong) {
        if (found.isEmpty() || !found.get().clientId.equals(client.id())) return Result.nowRefused(Refusal.of(unknown));
        var row = found.get();
        if (row.codeUsedAt != null)
            return revoke(row, "code_replayed")
                    .replaceWith(Result.<Valid, Refusal>refused(
                            new Refusal("the code was used before; what it gave is revoked", true)));
        if (!clock.instant().isBefore(row.codeEndsAt)) return Result.nowRefused(Refusal.of("the code has expired"));
        var fault = wrong.apply(row);
        if (fault.isPresent()) return Result.nowRefused(Refusal.of(fault.get()));
        row.codeUsedAt = clock.instant();
        return valid(row, client);
    }

    /** Uses a refresh token up, or only looks. One that was used before ends all that came of the authorization; that stays. */
    Uni<Result<Valid, Refusal>> refresh(String token, Client client, boolean usesUp) {
        return refreshTokens.authorizationOf(token).chain(id -> {
            if (id.isEmpty()) return Result.nowRefused(Refusal.of("no refresh token like this"));
            return store.locked(id.get()).chain(found -> {
                if (found.isEmpty() || !found.get().clientId.equals(client.id()))
                    return Result.nowRefused(Refusal.of("no refresh token like this"));
                return refreshTokens.of(token).chain(presented -> {
                    if (presented == null) return Result.nowRefused(Refusal.of("no refresh token like this"));
                    if (presented.usedAt != null)
                        return revoke(found.get(), "refresh_token_reused")
                                .replaceWith(Result.<Valid, Refusal>refused(new Refusal(
                                        "the refresh token was used before; what it belongs to is revoked", true)));
                    if (usesUp) presented.usedAt = clock.instant();
                    return valid(found.get(), client);
                });
            });
        });
    }

    /** The next refresh token. */
    Uni<String> next(AuthorizationRow row) {
        var token = RandomSecret.next();
        var next = new RefreshTokenRow();
        next.tokenHash = RefreshTokenStore.name(token, row.delegationId != null);
        next.authorizationId = row.id;
        next.createdAt = clock.instant();
        return refreshTokens
                .persistAndFlush(next)
                .chain(() -> refreshTokens.deleteOldest(row.id, REMEMBERED))
                .replaceWith(token);
    }

    /** Whether what depends on it still counts: neither is revoked, nor has its sign-in ended. */
    public Uni<Boolean> counts(String id) {
        return store.findById(id).chain(row -> {
            if (row == null || row.revokedAt != null) return Uni.createFrom().item(false);
            return signIns.current(new SignInSessionId(row.signInId)).map(Optional::isPresent);
        });
    }

    /**
     * Ids of clients that somebody has signed in to.
     *
     * @param signIn by this one; null for any
     */
    public Uni<List<String>> clientsOf(IdentityId person, @Nullable SignInSessionId signIn) {
        return store.clientsOf(person.value(), signIn == null ? null : signIn.value());
    }

    /** Of this client alone; nothing where it is another's, or there is none. */
    Uni<Void> revoke(String id, String client, String reason) {
        return store.locked(id)
                .chain(found -> found.filter(row -> row.clientId.equals(client))
                        .map(row -> revoke(row, reason))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    Uni<Optional<String>> ofRefreshToken(String token) {
        return refreshTokens.authorizationOf(token);
    }

    private Uni<Result<Valid, Refusal>> valid(AuthorizationRow row, Client client) {
        if (row.revokedAt != null) return Result.nowRefused(Refusal.of("it was revoked"));
        if (!client.counts(row.createdAt))
            return Result.nowRefused(
                    Refusal.of("it is void: the client was stopped, or had its secret changed, after it"));
        return signIns.current(new SignInSessionId(row.signInId))
                .map(current -> current.filter(
                                it -> it.session().person().value().equals(row.personId))
                        .<Result<Valid, Refusal>>map(it -> Result.done(new Valid(row, it)))
                        .orElseGet(() -> Result.refused(Refusal.of("the sign-in that it came of has ended"))));
    }

    private Uni<Void> revoke(AuthorizationRow row, String reason) {
        if (row.revokedAt != null) return Uni.createFrom().voidItem();
        row.revokedAt = clock.instant();
        row.revokedReason = reason;
        var delegation = row.delegationId;
        return (delegation == null ? Uni.createFrom().voidItem() : tasks.end(delegation, reason))
                .chain(() -> endings.ended(Ended.AUTHORIZATION, row.id))
                .chain(() -> outbox.publish(
                        TokenEvent.FAMILY,
                        new TokenEvent.AuthorizationRevoked(
                                new IdentityId(row.personId), row.clientId, row.id, reason)));
    }

    /**
     * A verifier that comes with a code for which nobody gave a challenge may be somebody's whose challenge was taken away.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4.6">RFC 7636 section 4.6</a>
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.8.2">RFC 9700 section 4.8.2, PKCE downgrade</a>
     */
    private static boolean fits(String verifier, String challenge) {
        if (challenge.equals(CodeRequest.NO_CHALLENGE)) return verifier.isEmpty();
        if (!verifier.matches("[A-Za-z0-9._~-]{43,128}")) return false;
        var computed = Sha256.of(verifier).base64Url();
        return MessageDigest.isEqual(computed.getBytes(UTF_8), challenge.getBytes(UTF_8));
    }

    /** @param kept whether something was written because of it */
    record Refusal(String why, boolean kept) {
        static Refusal of(String why) {
            return new Refusal(why, false);
        }
    }
}
