package dev.mandate.messaging.security;

import dev.mandate.events.network.IpAddress;
import dev.mandate.messaging.ServiceConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request speaks for, by its access token in the header {@code Authorization}. Resources have it from {@code SecurityIdentity}; this is for routes
 * that are no resources.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750 section 2.1</a>
 */
@ApplicationScoped
public class BearerTokens {
    private static final String SCHEME = "Bearer ";
    private static final String WITH_PROOF = "DPoP ";
    private static final String FORWARDED = "Forwarded";
    /** RFC 7239 section 6.2. */
    private static final String BY_ANOTHER = "for=unknown";

    private final TokenVerifier tokens;
    private final StoppedClients stopped;
    private final EndedTokens ended;
    private final KeyProofs proofs;
    private final PeerAddress address;
    private final Set<String> origins;

    BearerTokens(
            TokenVerifier tokens,
            StoppedClients stopped,
            EndedTokens ended,
            KeyProofs proofs,
            PeerAddress address,
            ServiceConfig config) {
        this.tokens = tokens;
        this.stopped = stopped;
        this.ended = ended;
        this.proofs = proofs;
        this.address = address;
        this.origins = config.origins().orElse(Set.of());
    }

    /**
     * Whom a request speaks for: by {@code Authorization: Bearer}, or by {@code Authorization: DPoP} and the proof in the header {@code DPoP} of
     * a token that is bound to a key. Empty for a request without either.
     *
     * @throws InvalidToken if the token proves nothing, or what it came by or of was stopped or has ended
     * @throws StillStarting if that can't be said yet
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-7.1">RFC 9449 section 7.1</a>
     */
    public Optional<Caller> caller(HttpServerRequest request) throws InvalidToken {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !begins(authorization, WITH_PROOF)) return caller(authorization, request);
        var token = authorization.substring(WITH_PROOF.length()).trim();
        var caller = tokens.verify(token);
        proofs.require(
                token,
                caller,
                request.method().name(),
                own(request.absoluteURI(), origins),
                request.headers().getAll("DPoP"));
        stopped.require(caller);
        ended.require(caller);
        return Optional.of(caller.shownFrom(shownFrom(request)));
    }

    /**
     * By a bearer token alone, which is shown by this request in a header of another name.
     *
     * @param authorization as the header {@code Authorization} would have it
     * @throws InvalidToken if the token proves nothing, or what it came by or of was stopped or has ended
     * @throws StillStarting if that can't be said yet
     */
    public Optional<Caller> caller(@Nullable String authorization, HttpServerRequest request) throws InvalidToken {
        return caller(authorization).map(caller -> caller.shownFrom(shownFrom(request)));
    }

    /** Null too where whoever shows it says that it was handed to him by another: a proxy before us would add his own address. */
    private @Nullable IpAddress shownFrom(HttpServerRequest request) {
        var handed = request.headers().getAll(FORWARDED).stream()
                .anyMatch(value -> value.regionMatches(true, 0, BY_ANOTHER, 0, BY_ANOTHER.length()));
        return handed ? null : address.of(request);
    }

    /** Without query; as the client sees it, where a proxy says so and is trusted. */
    static URI own(String address, Set<String> origins) throws InvalidToken {
        try {
            var uri = URI.create(address.split("[?#]", 2)[0]);
            if (origins.isEmpty() || origins.contains(uri.getScheme() + "://" + uri.getRawAuthority())) return uri;
        } catch (IllegalArgumentException e) {
            // as for any other address that isn't ours
        }
        throw new InvalidToken("no proof can be made for this address, which is none of this service's");
    }

    /**
     * By a bearer token alone, which another shows for its holder: from where, he can't establish. Empty for a request without one.
     *
     * @throws InvalidToken if the token proves nothing, or what it came by or of was stopped or has ended
     * @throws StillStarting if that can't be said yet
     */
    public Optional<Caller> caller(@Nullable String authorization) throws InvalidToken {
        if (authorization == null || !begins(authorization, SCHEME)) return Optional.empty();
        var caller = tokens.verify(authorization.substring(SCHEME.length()).trim());
        if (caller.boundTo() != null)
            throw new InvalidToken("the token is bound to a key: show it as DPoP, with a proof");
        stopped.require(caller);
        ended.require(caller);
        return Optional.of(caller);
    }

    private static boolean begins(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
