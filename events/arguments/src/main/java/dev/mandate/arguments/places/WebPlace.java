package dev.mandate.arguments.places;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL as a limit on URLs: of the same scheme, host and port, at its path or under it, with any query and fragment.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2">RFC 3986, normalization</a>, which is required here rather than done
 */
public final class WebPlace {
    /** What to tell whoever wrote another. */
    public static final String RULE =
            "Write a URL such as https://files.example/reports: scheme, host, port if need be, and a path without ., .., empty names,"
                    + " backslashes and characters that are encoded without need";

    private static final int LONGEST = 8 * 1024;
    private static final Pattern URL = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]{0,30})://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?(/[^?#]*+)?(\\?[^#]*+)?(#.*+)?");
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*+|\\[.*");
    private static final String NEEDS_NO_CODE = "-._~/\\%;";

    private final String origin;
    private final String path;

    private WebPlace(String origin, String path) {
        this.origin = origin;
        this.path = path;
    }

    /** Empty for one that not everybody would read alike, or that has a query or a fragment. */
    public static Optional<WebPlace> parse(String written) {
        if (written.indexOf('?') >= 0 || written.indexOf('#') >= 0) return Optional.empty();
        var place = read(written);
        return place == null ? Optional.empty() : Optional.of(new WebPlace(place.origin, Steps.withoutEnd(place.path)));
    }

    /** In every reading of the text. */
    public boolean holds(String text) {
        var place = read(text);
        return place != null && place.origin.equals(origin) && Steps.under(path, place.path);
    }

    /** A text that somebody may mean as a URL. */
    public static boolean mayBeMeant(String text) {
        return text.contains("://") || text.startsWith("//");
    }

    private static @Nullable WebPlace read(String text) {
        if (text.length() > LONGEST || !text.chars().allMatch(it -> it > ' ' && it < 0x7f && it != '\\')) return null;
        var url = URL.matcher(text);
        if (!url.matches()) return null;
        var scheme = url.group(1).toLowerCase(Locale.ROOT);
        var host = url.group(2).toLowerCase(Locale.ROOT);
        var port = url.group(3) == null ? usualPort(scheme) : Integer.parseInt(url.group(3));
        var path = decoded(url.group(4) == null ? "/" : url.group(4));
        if (path == null || !Steps.leadDown(path) || !HOST.matcher(host).matches()) return null;
        return new WebPlace(scheme + "://" + host + ":" + port, path);
    }

    private static int usualPort(String scheme) {
        return switch (scheme) {
            case "https", "wss" -> 443;
            case "http", "ws" -> 80;
            default -> -1;
        };
    }

    /** Null where a character is encoded that needs it not, so that decoding again could find another path, or isn't UTF-8. */
    private static @Nullable String decoded(String path) {
        if (path.indexOf('%') < 0) return path;
        var bytes = new ByteArrayOutputStream(path.length());
        for (var at = 0; at < path.length(); at++) {
            var it = path.charAt(at);
            if (it != '%') {
                bytes.write(it);
                continue;
            }
            var high = at + 2 < path.length() ? Character.digit(path.charAt(at + 1), 16) : -1;
            var low = high < 0 ? -1 : Character.digit(path.charAt(at + 2), 16);
            if (low < 0 || needsNoCode(high * 16 + low)) return null;
            bytes.write(high * 16 + low);
            at += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean needsNoCode(int it) {
        return it < 0x20
                || it == 0x7f
                || it >= '0' && it <= '9'
                || it >= 'A' && it <= 'Z'
                || it >= 'a' && it <= 'z'
                || it < 0x80 && NEEDS_NO_CODE.indexOf(it) >= 0;
    }
}
