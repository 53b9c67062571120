package dev.mandate.identity.clients;

import dev.mandate.identity.clients.Client.Application;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be registered of people at browsers. Whatever doesn't go together is an {@link IllegalArgumentException} in words. */
final class NewApplication {
    private NewApplication() {}

    /** Null for a client without a browser. */
    static @Nullable Application of(
            @Nullable List<String> redirectUris,
            @Nullable List<String> postLogoutUris,
            boolean isPublic,
            boolean keys) {
        if (redirectUris == null || redirectUris.isEmpty()) {
            if (isPublic || postLogoutUris != null)
                throw new IllegalArgumentException("an application has an address to return to");
            return null;
        }
        if (isPublic && keys) throw new IllegalArgumentException("a client that can keep no secret has no key");
        return new Application(
                checked(redirectUris), postLogoutUris == null ? Set.of() : checked(postLogoutUris), isPublic);
    }

    private static Set<String> checked(List<@Nullable String> uris) {
        if (uris.size() > RedirectUris.MOST)
            throw new IllegalArgumentException("a client has at most " + RedirectUris.MOST + " addresses");
        for (var uri : uris) {
            if (uri == null) throw new IllegalArgumentException("an address is a text");
            RedirectUris.check(uri);
        }
        return Set.copyOf(uris);
    }

    /** Null for those of machines. */
    static @Nullable Set<String> grants(@Nullable List<String> named, @Nullable Application application) {
        if (named == null) return application == null ? null : GrantTypes.OF_APPLICATIONS;
        if (named.isEmpty() || !GrantTypes.all().containsAll(named))
            throw new IllegalArgumentException("some of "
                    + String.join(" ", GrantTypes.all().stream().sorted().toList()));
        if (application == null && named.stream().anyMatch(GrantTypes.OF_APPLICATIONS::contains))
            throw new IllegalArgumentException("a client that uses these has redirectUris");
        if (application != null && application.isPublic() && !GrantTypes.OF_APPLICATIONS.containsAll(named))
            throw new IllegalArgumentException("a public client may use authorization_code and refresh_token alone");
        return Set.copyOf(named);
    }

    static String resource(String text) {
        var scheme = URI.create(RedirectUris.check(text)).getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme)) throw new IllegalArgumentException("an https URI");
        return text;
    }
}
