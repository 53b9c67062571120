package dev.mandate.identity.clients.metadata;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where a browser may be sent back to: to exactly what was registered. Of a loopback address any port will do, since a program on the
 * person's own machine gets one only when it starts; of {@code localhost} where who asks registered itself, as programs do that bring their
 * own registration and find their port afterwards.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.1">RFC 9700 section 4.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252#section-7">RFC 8252 section 7</a>
 */
public final class RedirectUris {
    public static final int MOST = 10;

    /** As {@link #place} says them, the person's own machine. */
    public static final Set<String> HIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

    private static final int LONGEST = 500;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    /** What browsers and systems open by themselves: none of these stands for a program that waits for a code. */
    private static final Set<String> TAKEN = Set.of(
            "about",
            "blob",
            "chrome",
            "chrome-extension",
            "content",
            "data",
            "edge",
            "feed",
            "file",
            "filesystem",
            "ftp",
            "ftps",
            "git",
            "gopher",
            "http",
            "https",
            "intent",
            "irc",
            "jar",
            "javascript",
            "ldap",
            "ldaps",
            "livescript",
            "mailto",
            "mhtml",
            "mocha",
            "moz-extension",
            "news",
            "nfs",
            "opaque",
            "res",
            "resource",
            "search",
            "search-ms",
            "sftp",
            "shell",
            "smb",
            "sms",
            "ssh",
            "tel",
            "telnet",
            "urn",
            "vbscript",
            "view-source",
            "ws",
            "wss");

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
        if (isPrivate(scheme, uri)) return text;
        throw new IllegalArgumentException("an https URI, an http URI of this machine, or one of a private scheme such"
                + " as com.example.app:/back or example://app/back");
    }

    /** By RFC 8252 such a scheme is a domain, backwards; others are taken that common programs have, in the form that theirs have. */
    private static boolean isPrivate(String scheme, URI uri) {
        if (scheme.indexOf('.') > 0) return true;
        return uri.getHost() != null && !TAKEN.contains(scheme) && !scheme.startsWith("ms-");
    }

    /**
     * @param asked as the request has it
     * @param selfRegistered whether nobody here registered the application, which keeps no secret
     */
    public static boolean matches(Set<String> registered, String asked, boolean selfRegistered) {
        return registered.contains(asked)
                || registered.stream().anyMatch(known -> isSameButPort(known, asked, selfRegistered));
    }

    /** What of an address binds it, for people: its host, and of a private scheme that with it. */
    public static String place(String uri) {
        var parsed = parse(uri);
        var host = parsed.getHost();
        if (isOfWeb(parsed) && host != null) return host;
        return parsed.getScheme() + (host == null ? ":" : "://" + host);
    }

    /** Whether a browser can send something there by itself. */
    public static boolean isOfWeb(String uri) {
        return isOfWeb(parse(uri));
    }

    private static boolean isOfWeb(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isSameButPort(String known, String asked, boolean selfRegistered) {
        try {
            var one = parse(known);
            var other = parse(asked);
            return "http".equals(one.getScheme())
                    && one.getHost() != null
                    && (selfRegistered ? HIS_MACHINE : LOOPBACK).contains(one.getHost())
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
        return uri.getHost() != null && HIS_MACHINE.contains(uri.getHost());
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
        // Content-Security-Policy knows no IPv6 addresses, and browsers no hosts of schemes that aren't theirs.
        if (!isOfWeb(parsed) || parsed.getHost() == null || parsed.getHost().startsWith("["))
            return parsed.getScheme() + ":";
        return parsed.getScheme() + "://" + parsed.getRawAuthority();
    }
}
