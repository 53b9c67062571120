package dev.mandate.identity.browser;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** The site as browsers see it. */
@ApplicationScoped
public class Site {
    private final String url;
    private final URI uri;

    Site(BrowserConfig config) {
        var configured = config.browserUrl().orElse(config.issuer());
        this.url = configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
        this.uri = URI.create(url);
        if (uri.getHost() == null
                || uri.getRawPath() != null && !uri.getRawPath().isEmpty())
            throw new IllegalArgumentException(
                    "mandate.browser-url is a scheme, a host and perhaps a port, such as https://id.example.com");
    }

    /** Without a slash at its end. */
    public String url() {
        return url;
    }

    /** Scheme, host and port, as browsers write it in {@code Origin}. */
    public String origin() {
        return originOf(uri);
    }

    public String host() {
        return uri.getHost();
    }

    /** True where cookies can be kept to TLS. */
    public boolean secure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /**
     * What passkeys are bound to; empty where the host is an address, which WebAuthn knows nothing of.
     *
     * @see <a href="https://www.w3.org/TR/webauthn-3/#rp-id">WebAuthn, RP ID</a>
     */
    public Optional<String> relyingParty() {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("[") || host.matches("[0-9.]+") ? Optional.empty() : Optional.of(host);
    }

    static String originOf(URI uri) {
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        var usual = scheme.equals("https") ? 443 : 80;
        var port = uri.getPort() == -1 || uri.getPort() == usual ? "" : ":" + uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
    }
}
