package dev.mandate.identity.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.UnderWay;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

/**
 * What providers publish of themselves, kept for a while, and asked for once however many come at the same time. A failure is kept shortly,
 * so that one that doesn't answer isn't asked by everybody who comes.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect Discovery 1.0</a>
 */
@ApplicationScoped
public class Discovery {
    private static final String PATH = "/.well-known/openid-configuration";
    static final Duration FAILURE_LIFETIME = Duration.ofSeconds(30);

    private final UpstreamHttp http;
    private final UpstreamConfig config;
    private final InstantSource clock;
    private final Cache<String, Kept> cache =
            Caffeine.newBuilder().maximumSize(200).build();
    private final UnderWay<Result<OIDCProviderMetadata, String>> underWay = new UnderWay<>();

    Discovery(UpstreamHttp http, UpstreamConfig config, InstantSource clock) {
        this.http = http;
        this.config = config;
        this.clock = clock;
    }

    private record Kept(Result<OIDCProviderMetadata, String> found, Instant until) {}

    /** Looks whether it can be read at this moment, whatever is kept. @return refused with why, in words */
    public Uni<Result<Void, String>> look(String issuer) {
        return underWay.once(issuer, this::fetched).map(result -> result.map(found -> null));
    }

    /** @return refused with why, in words */
    Uni<Result<OIDCProviderMetadata, String>> of(String issuer) {
        var kept = cache.getIfPresent(issuer);
        if (kept != null && isKept(kept)) return Uni.createFrom().item(kept.found());
        return underWay.once(issuer, this::fetched);
    }

    private boolean isKept(Kept kept) {
        return clock.instant().isBefore(kept.until());
    }

    private Uni<Result<OIDCProviderMetadata, String>> fetched(String issuer) {
        return http.get(issuer, URI.create(withoutSlash(issuer) + PATH)).map(result -> {
            var found = result.then(text -> read(issuer, text));
            found.fold(good -> keep(issuer, found, config.metadataLifetime()), why -> failed(issuer, found, why));
            return found.because(Discovery::untaken);
        });
    }

    /** What is good still stays, and that we asked too much says nothing of the provider. */
    private boolean failed(String issuer, Result<OIDCProviderMetadata, String> found, String why) {
        var kept = cache.getIfPresent(issuer);
        if (why.equals(OutgoingHttp.TOO_MANY) || kept != null && isKept(kept)) return false;
        return keep(issuer, found.because(Discovery::untaken), FAILURE_LIFETIME);
    }

    private boolean keep(String issuer, Result<OIDCProviderMetadata, String> found, Duration lifetime) {
        cache.put(issuer, new Kept(found, clock.instant().plus(lifetime)));
        return true;
    }

    private static String untaken(String why) {
        return "what it publishes below " + PATH + " can't be taken: " + why;
    }

    static Result<OIDCProviderMetadata, String> read(String issuer, String text) {
        try {
            var metadata = OIDCProviderMetadata.parse(text);
            // Whoever could publish another's name would be taken for it (section 4.3).
            if (!metadata.getIssuer().getValue().equals(issuer)) return Result.refused("it is another issuer's");
            var needed = Stream.of(
                    metadata.getAuthorizationEndpointURI(), metadata.getTokenEndpointURI(), metadata.getJWKSetURI());
            return needed.allMatch(OutgoingHttp::isSecure)
                    ? Result.done(metadata)
                    : Result.refused("it has no https address for signing in, tokens and keys");
        } catch (ParseException e) {
            return Result.refused("it is no discovery document");
        }
    }

    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
}
