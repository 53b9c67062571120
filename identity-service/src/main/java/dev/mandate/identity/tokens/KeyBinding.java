package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.identity.clients.Client;
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
