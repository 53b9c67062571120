package dev.mandate.identity.clients.metadata;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Origins of pages, in the one way in which browsers write them: scheme and host in lower case, a port only where it isn't the scheme's.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML, serialisation of an origin</a>
 */
public final class WebOrigin {
    private static final int LONGEST = 300;
    private static final int LAST_PORT = 65_535;

    /** Names without a dot at the end, and IPv6 addresses. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(https?)://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*+|\\[[0-9a-f:]+])"
                    + "(?::([1-9][0-9]{0,4}))?");

    private WebOrigin() {}

    /** Whether a browser says so of a page; false for {@code null}, which is said of what has no origin. */
    public static boolean is(String text) {
        if (text.length() > LONGEST) return false;
        var parts = WRITTEN.matcher(text);
        if (!parts.matches()) return false;
        if (parts.group(2) == null) return true;
        var port = Integer.parseInt(parts.group(2));
        return port <= LAST_PORT && port != usual(parts.group(1));
    }

    /**
     * Where an address is: of a loopback address with just the port that it names, since a program on the machine is no page.
     *
     * @param redirectUri one that was checked
     * @return empty for one of a private scheme, or whose host browsers write in another way
     */
    public static Optional<String> of(String redirectUri) {
        var uri = URI.create(redirectUri);
        if (uri.getScheme() == null || uri.getHost() == null) return Optional.empty();
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        var port = uri.getPort() == -1 || uri.getPort() == usual(scheme) ? "" : ":" + uri.getPort();
        return Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port)
                .filter(WebOrigin::is);
    }

    private static int usual(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
