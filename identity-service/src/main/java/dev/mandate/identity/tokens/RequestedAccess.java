package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a token request asks for.
 *
 * @param scopes empty where none was named
 * @param audience {@code audience} and {@code resource}; empty where none was named
 * @param key thumbprint of the key that the request proves to have, RFC 9449; empty where it proves none
 */
public record RequestedAccess(Set<String> scopes, Set<String> audience, Optional<String> key) {
    /** @param gateway below which MCP servers are resources (RFC 8707) of the gateway */
    static RequestedAccess of(TokenRequest request, URI gateway, Optional<String> key) {
        var scope = request.getScope();
        var resources = request.getResources();
        return new RequestedAccess(
                scope == null ? Set.of() : Set.copyOf(scope.toStringList()),
                Stream.concat(
                                audience(request),
                                resources == null
                                        ? Stream.of()
                                        : resources.stream().map(resource -> audienceOf(resource, gateway)))
                        .collect(Collectors.toUnmodifiableSet()),
                key);
    }

    /** It is of RFC 8693, and clients send it with other grants too. */
    private static Stream<String> audience(TokenRequest request) {
        if (request.getAuthorizationGrant() instanceof TokenExchangeGrant exchange)
            return exchange.getAudience() == null
                    ? Stream.of()
                    : exchange.getAudience().stream().map(Audience::getValue);
        var named = request.getCustomParameter("audience");
        return named == null ? Stream.of() : named.stream();
    }

    static String audienceOf(URI resource, URI gateway) {
        var below = gateway.toString().replaceAll("/+$", "") + "/";
        return resource.toString().startsWith(below) ? GatewayResources.AUDIENCE : resource.toString();
    }
}
