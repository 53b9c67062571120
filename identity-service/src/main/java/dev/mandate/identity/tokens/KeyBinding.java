package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.tokens.BoundAuthorizations.By;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
    private final SentProofs proofs;
    private final AccessTokens tokens;
    private final BoundAuthorizations authorizations;

    KeyBinding(SentProofs proofs, AccessTokens tokens, BoundAuthorizations authorizations) {
        this.proofs = proofs;
        this.tokens = tokens;
        this.authorizations = authorizations;
    }

    /**
     * The thumbprint of the key that the request proves to have; empty where it proves none. Needs a transaction.
     *
     * @param proofs what its headers {@code DPoP} say
     */
    Uni<Result<Optional<String>, TokenRefusal>> proven(TokenRequest request, List<String> proofs) {
        return this.proofs
                .keyOf(proofs, "/oauth2/token")
                .map(sent ->
                        sent.because(TokenRefusal::proof).then(key -> unless(boundSubject(request), key.orElse(null))));
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

    /**
     * All tokens of one authorization are for the same key, or none is: of an application that can keep no secret by DPoP, of any that was attested by the attested key
     * (draft-ietf-oauth-attestation-based-client-auth section 9.3).
     */
    Uni<Result<Issue, TokenRefusal>> kept(
            Issue issue, Optional<Client> client, Optional<String> key, Optional<String> attested) {
        var authorized = issue.content().authorized();
        if (authorized == null || issue.refreshToken() == null) return Result.nowDone(issue);
        var byProof = client.filter(Client::isPublic).isEmpty()
                ? Uni.createFrom().item(true)
                : fits(By.PROOF, authorized.id(), key);
        return byProof.chain(fits -> fits
                ? fits(By.ATTESTATION, authorized.id(), attested)
                        .map(same -> same
                                ? Result.<Issue, TokenRefusal>done(issue)
                                : Result.refused(TokenRefusal.grant(
                                        "it was given to an attested client: show the attestation of the same key")))
                : Result.nowRefused(TokenRefusal.grant("it is bound to a key: prove that you have it")));
    }

    private Uni<Boolean> fits(By by, String authorization, Optional<String> key) {
        return key.map(it -> authorizations.bind(by, authorization, it))
                .orElseGet(() -> authorizations.isBound(by, authorization).map(bound -> !bound));
    }
}
