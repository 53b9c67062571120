package dev.mandate.identity.tokens;

import com.github.f4b6a3.ulid.UlidCreator;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.messaging.result.Result;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A token for one call, which a client has made of an access token of its own, to be passed on to the services behind it in that one's place.
 * It lasts for seconds, names the call ({@code txn}), who asked for it ({@code req_wl}) and for whom, is for the trust domain alone, and is no
 * access token: none of our services takes it.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-oauth-transaction-tokens-09">draft-ietf-oauth-transaction-tokens-09</a>
 */
@ApplicationScoped
@Startup
class TransactionTokens implements RequestedToken {
    private static final JOSEObjectType KIND = new JOSEObjectType("txntoken+jwt");

    /** Nothing that ends meanwhile ends it: it is checked by its signature. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final TokenNarrowing narrowing;
    private final AccessTokens tokens;
    private final TokenConfig config;
    private final InstantSource clock;

    /** @throws IllegalArgumentException at the start for a lifetime that is none, or longer than a call takes */
    TransactionTokens(TokenNarrowing narrowing, AccessTokens tokens, TokenConfig config, InstantSource clock) {
        var lifetime = config.transactionTokenLifetime();
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException(
                    "mandate.transaction-token-lifetime must be more than nothing and at most five minutes");
        this.narrowing = narrowing;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    /** One that is made for this call. */
    private record Call(TransactionTokens by, Transaction call) implements OtherToken {
        @Override
        public String type() {
            return Transaction.TYPE;
        }

        @Override
        public boolean saysItsTerms() {
            return false;
        }

        @Override
        public AccessTokens.Signed sign(TokenContent content, Optional<String> key) {
            return by.sign(content, call);
        }

        @Override
        public Optional<TokenEvent> fact(TokenContent content, AccessTokens.Signed signed) {
            return Optional.empty();
        }
    }

    @Override
    public String type() {
        return Transaction.TYPE;
    }

    /** Of a token of the client's own, by the rules of narrowing it. */
    @Override
    public Uni<Result<Issue, TokenRefusal>> issue(
            TokenRequest request, TokenExchangeGrant grant, Client client, RequestedAccess asked) {
        if (!TokenTypeURI.ACCESS_TOKEN.equals(grant.getSubjectTokenType()))
            return Result.nowRefused(TokenRefusal.request("a token for one call is made of an access token"));
        if (!asked.audience().equals(Set.of(config.trustDomain())))
            return Result.nowRefused(TokenRefusal.target("name the audience " + config.trustDomain()));
        if (asked.scopes().isEmpty()) return Result.nowRefused(TokenRefusal.request("name a scope of subject_token"));
        var narrowed = new RequestedAccess(asked.scopes(), Set.of(), asked.key());
        return Transaction.of(request, grant.getSubjectToken().getValue())
                .chain(transaction -> narrowing
                        .issue(client, grant.getSubjectToken().getValue(), narrowed)
                        .map(result -> result.then(content -> Transaction.whole(asked.scopes(), content))
                                .map(content -> Issue.of(content, new Call(this, transaction)))));
    }

    private AccessTokens.Signed sign(TokenContent content, Transaction call) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var end = now.plus(config.transactionTokenLifetime());
        if (content.end() != null && content.end().isBefore(end)) end = content.end();
        var id = "txn_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
        var scope = Scopes.write(content.scopes());
        var claims = new JWTClaimsSet.Builder()
                .issuer(config.issuer())
                .subject(content.subject())
                .audience(config.trustDomain())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(end))
                .claim("txn", id)
                .claim("req_wl", content.clientId())
                .claim("scope", scope);
        AccessTokens.writeActors(content, claims);
        if (call.context() != null) claims.claim("rctx", call.context());
        if (call.details() != null) claims.claim("tctx", call.details());
        var token = tokens.sign(claims.build(), KIND, SigningAlgorithm.ES256);
        return new AccessTokens.Signed(id, token, Duration.between(now, end), scope, false);
    }
}
