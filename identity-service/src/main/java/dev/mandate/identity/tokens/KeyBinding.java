package dev.mandate.identity.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPTokenRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.UsedAssertions;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.KeyProofs;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds a token to the key of whoever asks for it, so that nobody else can use it. A token that is bound is exchanged for one that is bound to
 * the same key, and by that key alone; refresh tokens of applications that can keep no secret likewise.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-5">RFC 9449 section 5</a>
 */
@ApplicationScoped
class KeyBinding {
    private static final String NOBODY = "-";

    private final DPoPTokenRequestVerifier verifier;
    private final UsedAssertions used;
    private final AccessTokens tokens;
    private final BoundAuthorizations authorizations;
    private final InstantSource clock;

    KeyBinding(
            TokenConfig config,
            UsedAssertions used,
            AccessTokens tokens,
            BoundAuthorizations authorizations,
            InstantSource clock) {
        this.verifier = new DPoPTokenRequestVerifier(
                KeyProofs.ALGORITHMS,
                URI.create(config.issuer() + "/oauth2/token"),
                KeyProofs.SKEW.toSeconds(),
                KeyProofs.AGE.toSeconds(),
                null); // that a proof counts once, all replicas together know
        this.used = used;
        this.tokens = tokens;
        this.authorizations = authorizations;
        this.clock = clock;
    }

    /**
     * The thumbprint of the key that the request proves to have; empty where it proves none. Needs a transaction.
     *
     * @param proofs what its headers {@code DPoP} say
     */
    Uni<Result<Optional<String>, TokenRefusal>> proven(
            TokenRequest request, List<String> proofs, Optional<Client> client) {
        if (proofs.isEmpty()) return Uni.createFrom().item(unless(boundSubject(request), null));
        if (proofs.size() > 1 || proofs.get(0).length() > KeyProofs.MAX_LENGTH)
            return Result.nowRefused(TokenRefusal.proof("send one proof"));
        SignedJWT proof;
        String key;
        String jti;
        try {
            proof = SignedJWT.parse(proofs.get(0));
            var issuer = new DPoPIssuer(client.map(Client::id).orElse(NOBODY));
            key = verifier.verify(issuer, proof).getValue().toString();
            jti = proof.getJWTClaimsSet().getJWTID();
        } catch (InvalidDPoPProofException | ParseException | JOSEException | IllegalArgumentException e) {
            // The library's own sentences repeat what the proof says of itself.
            return Result.nowRefused(TokenRefusal.proof("the proof is not one for this endpoint, or is not fresh"));
        }
        var end = clock.instant().plus(KeyProofs.AGE).plus(KeyProofs.SKEW);
        return used.firstUse("dpop:" + key, jti, end)
                .map(first -> first
                        ? unless(boundSubject(request), key)
                        : Result.refused(TokenRefusal.proof("the proof was used before")));
    }

    /** What must not become a bearer's is not exchanged without its key. */
    private static Result<Optional<String>, TokenRefusal> unless(@Nullable String bound, @Nullable String key) {
        return bound == null || bound.equals(key)
                ? Result.done(Optional.ofNullable(key))
                : Result.refused(TokenRefusal.grant("subject_token is bound to a key: prove that you have it"));
    }

    /** What a token that is to be exchanged is bound to; null for one that isn't, or isn't ours. */
    private @Nullable String boundSubject(TokenRequest request) {
        if (!(request.getAuthorizationGrant() instanceof TokenExchangeGrant exchange)
                || !TokenTypeURI.ACCESS_TOKEN.equals(exchange.getSubjectTokenType())) return null;
        return tokens.read(exchange.getSubjectToken().getValue())
                .map(AccessTokens::boundTo)
                .orElse(null);
    }

    /** Of an application that can keep no secret all tokens of one authorization are bound to the same key, or none is. */
    Uni<Result<Issue, TokenRefusal>> kept(Issue issue, Optional<Client> client, Optional<String> key) {
        var by = issue.content().authorized();
        if (by == null
                || issue.refreshToken() == null
                || client.filter(Client::isPublic).isEmpty()) return Result.nowDone(issue);
        return key.map(it -> authorizations.bind(by.id(), it))
                .orElseGet(() -> authorizations.isBound(by.id()).map(bound -> !bound))
                .map(fits -> fits
                        ? Result.done(issue)
                        : Result.refused(TokenRefusal.grant("it is bound to a key: prove that you have it")));
    }
}
