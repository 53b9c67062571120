package dev.mandate.identity.outgoing;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How long something is kept as its publisher says, within bounds.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2">RFC 9111 section 5.2.2</a>
 */
public final class CacheControl {
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[\\s,])max-age=(\\d{1,8})(?:$|[\\s,])");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private CacheControl() {}

    /** @param usual where the header says nothing */
    public static Duration age(String header, Duration usual) {
        if (header.contains("no-store") || header.contains("no-cache")) return SHORTEST;
        var said = MAX_AGE.matcher(header);
        var age = said.find() ? Duration.ofSeconds(Long.parseLong(said.group(1))) : usual;
        if (age.compareTo(SHORTEST) < 0) return SHORTEST;
        return age.compareTo(LONGEST) > 0 ? LONGEST : age;
    }
}
