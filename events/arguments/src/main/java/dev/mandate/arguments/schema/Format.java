package dev.mandate.arguments.schema;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The formats that are enforced. Their patterns have nothing that could go back over a text. */
enum Format {
    DATE_TIME("date-time", "an instant by RFC 3339, such as 2026-03-02T10:00:00Z", Format::isInstant),
    DATE("date", "a date such as 2026-03-02", Format::isDate),
    EMAIL("email", "one mail address", matching("[^\\s@\"(),:;<>\\[\\\\\\]]{1,64}+@[0-9A-Za-z.-]{1,255}+")),
    HOSTNAME(
            "hostname",
            "the name of a host",
            matching(
                    "(?=.{1,253}$)[0-9A-Za-z]([0-9A-Za-z-]{0,61}[0-9A-Za-z])?(\\.[0-9A-Za-z]([0-9A-Za-z-]{0,61}[0-9A-Za-z])?)*+")),
    IPV4("ipv4", "an IPv4 address", matching("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}")),
    IPV6("ipv6", "an IPv6 address", Format::isIpv6),
    URI_("uri", "a URI with its scheme", Format::isUri),
    UUID("uuid", "a UUID", matching("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"));

    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int LONGEST = 8 * 1024;

    private final String name;
    private final String said;
    private final Predicate<String> is;

    Format(String name, String said, Predicate<String> is) {
        this.name = name;
        this.said = said;
        this.is = is;
    }

    static @Nullable Format of(String name) {
        for (var format : values()) if (format.name.equals(name)) return format;
        return null;
    }

    static String names() {
        return Arrays.stream(values()).map(format -> format.name).collect(Collectors.joining(", "));
    }

    boolean is(String text) {
        return text.length() <= LONGEST && is.test(text);
    }

    String said() {
        return said;
    }

    private static Predicate<String> matching(String pattern) {
        var compiled = Pattern.compile(pattern);
        return text -> compiled.matcher(text).matches();
    }

    private static boolean isInstant(String text) {
        if (!INSTANT.matcher(text).matches()) return false;
        try {
            OffsetDateTime.parse(text.replace('t', 'T').replace('z', 'Z'));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        if (text.length() != 10 || !text.chars().allMatch(it -> it == '-' || it >= '0' && it <= '9')) return false;
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** In brackets it is a literal, which nobody looks up. */
    private static boolean isIpv6(String text) {
        if (!ADDRESS.matcher(text).matches() || text.indexOf(':') < 0) return false;
        try {
            InetAddress.getByName("[" + text + "]");
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isUri(String text) {
        if (!text.chars().allMatch(it -> it > 0x20 && it < 0x7f)) return false;
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
