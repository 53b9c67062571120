package dev.mandate.identity.clients;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where a browser may be sent back to: to exactly what was registered. Of a loopback address any port will do, since a program on the
 * person's own machine gets one only when it starts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.1">RFC 9700 section 4.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252#section-7">RFC 8252 section 7</a>
 */
public final class RedirectUris {
    public static final int MOST = 10;
    private static final int LONGEST = 500;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    private RedirectUris() {}

    /** @throws IllegalArgumentException if a browser should not be sent there */
    public static String check(String text) {
        if (text.length() > LONGEST || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f))
            throw new IllegalArgumentException("a URI of at most " + LONGEST + " visible ASCII characters");
        var uri = parse(text);
        if (!uri.isAbsolute() || uri.getRawFragment() != null || uri.getRawUserInfo() != null)
            throw new IllegalArgumentException("an absolute URI without fragment and user");
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals("https") && uri.getHost() != null) return text;
        if (scheme.equals("http") && isLocal(uri)) return text;
        if (scheme.indexOf('.') > 0) return text;
        throw new IllegalArgumentException(
                "an https URI, an http URI of this machine, or one of a private scheme such as com.example.app:/back");
    }

    /** @param asked as the request has it */
    public static boolean matches(Set<String> registered, String asked) {
        return registered.contains(asked) || registered.stream().anyMatch(known -> isSameButPort(known, asked));
    }

    private static boolean isSameButPort(String known, String asked) {
        try {
            var one = parse(known);
            var other = parse(asked);
            return "http".equals(one.getScheme())
                    && one.getHost() != null
                    && LOOPBACK.contains(one.getHost())
                    && other.getRawUserInfo() == null
                    && asked.equals(withPort(known, one, other.getPort()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String withPort(String text, URI uri, int port) {
        var authority = uri.getHost() + (port == -1 ? "" : ":" + port);
        return text.replaceFirst(
                "//" + java.util.regex.Pattern.quote(uri.getRawAuthority()),
                java.util.regex.Matcher.quoteReplacement("//" + authority));
    }

    private static boolean isLocal(URI uri) {
        return uri.getHost() != null
                && (LOOPBACK.contains(uri.getHost()) || uri.getHost().equals("localhost"));
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URI", e);
        }
    }

    /**
     * What a page's forms may lead to, for its Content-Security-Policy: the origin of an address to return to, or its scheme.
     *
     * @param uri one that was checked
     */
    public static String source(String uri) {
        var parsed = parse(uri);
        // Content-Security-Policy knows no IPv6 addresses.
        if (parsed.getHost() == null || parsed.getHost().startsWith("[")) return parsed.getScheme() + ":";
        return parsed.getScheme() + "://" + parsed.getRawAuthority();
    }
}
