package dev.mandate.identity.clients;

import dev.mandate.identity.clients.Client.Application;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.keys.SigningAlgorithm;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be registered of people at browsers. Whatever doesn't go together is an {@link IllegalArgumentException} in words. */
final class NewApplication {
    private static final String NO_ADDRESS = "an application has an address to return to";

    private NewApplication() {}

    /**
     * Null for a client that nobody signs in to.
     *
     * @param grants as they were named; one with that of devices needs no address
     * @param idTokens null for ES256
     * @param withoutPkce it may ask for codes without a challenge, since it keeps a secret
     */
    static @Nullable Application of(
            @Nullable List<String> redirectUris,
            @Nullable List<String> postLogoutUris,
            @Nullable String logoutUri,
            @Nullable List<String> grants,
            boolean isPublic,
            boolean keys,
            @Nullable SigningAlgorithm idTokens,
            boolean withoutPkce) {
        var algorithm = idTokens == null ? SigningAlgorithm.ES256 : idTokens;
        if (withoutPkce && (isPublic || redirectUris == null || redirectUris.isEmpty()))
            throw new IllegalArgumentException("without PKCE is an application alone that keeps a secret or a key");
        if (isPublic && keys) throw new IllegalArgumentException("a client that can keep no secret has no key");
        if (redirectUris == null || redirectUris.isEmpty()) {
            if (postLogoutUris != null || logoutUri != null) throw new IllegalArgumentException(NO_ADDRESS);
            if (grants != null && grants.contains(GrantTypes.DEVICE_CODE))
                return new Application(Set.of(), Set.of(), null, isPublic, algorithm, false);
            if (isPublic || idTokens != null) throw new IllegalArgumentException(NO_ADDRESS);
            return null;
        }
        return new Application(
                checked(redirectUris),
                postLogoutUris == null ? Set.of() : checked(postLogoutUris),
                logoutUri == null ? null : webAddress(logoutUri),
                isPublic,
                algorithm,
                withoutPkce);
    }

    static Set<String> checked(List<@Nullable String> uris) {
        if (uris.size() > RedirectUris.MOST)
            throw new IllegalArgumentException("a client has at most " + RedirectUris.MOST + " addresses");
        for (var uri : uris) {
            if (uri == null) throw new IllegalArgumentException("an address is a text");
            RedirectUris.check(uri);
        }
        return Set.copyOf(uris);
    }

    /** Such as the token endpoint knows. */
    static List<String> known(List<String> named) {
        if (named.isEmpty() || !GrantTypes.all().containsAll(named))
            throw new IllegalArgumentException("some of "
                    + String.join(" ", GrantTypes.all().stream().sorted().toList()));
        return named;
    }

    /** Null for those of machines. */
    static @Nullable Set<String> grants(@Nullable List<String> named, @Nullable Application application) {
        if (named == null) return application == null ? null : GrantTypes.OF_APPLICATIONS;
        known(named);
        if (application == null && named.stream().anyMatch(GrantTypes.OF_APPLICATIONS::contains))
            throw new IllegalArgumentException("a client that uses these has redirectUris");
        if (application != null
                && application.redirectUris().isEmpty()
                && named.contains(GrantTypes.AUTHORIZATION_CODE))
            throw new IllegalArgumentException("a client that uses authorization_code has redirectUris");
        if (application != null && application.isPublic() && !GrantTypes.WITH_PEOPLE.containsAll(named))
            throw new IllegalArgumentException("a public client uses only grants to which a person agrees: "
                    + String.join(" ", GrantTypes.WITH_PEOPLE.stream().sorted().toList()));
        return Set.copyOf(named);
    }

    static String webAddress(String text) {
        var scheme = URI.create(RedirectUris.check(text)).getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme)) throw new IllegalArgumentException("an https URI");
        return text;
    }
}
