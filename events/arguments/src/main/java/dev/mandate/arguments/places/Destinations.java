package dev.mandate.arguments.places;

import java.util.Set;
import java.util.regex.Pattern;

/** Which arguments say to whom or where a call goes, by their names: those of which one word speaks of it, such as {@code replyTo} and {@code webhook_url}. */
public final class Destinations {
    private static final Set<String> WORDS = Set.of(
            "to",
            "cc",
            "bcc",
            "recipient",
            "recipients",
            "host",
            "hostname",
            "domain",
            "url",
            "uri",
            "endpoint",
            "email",
            "mail",
            "address",
            "addresses",
            "attendees",
            "invitees",
            "participants",
            "destination",
            "webhook",
            "target");

    private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z]+");

    private Destinations() {}

    /** Takes time in proportion to the name. */
    public static boolean isNamed(String argument) {
        var words = lower(HUMP.matcher(argument).replaceAll("$1_$2"));
        return BETWEEN_WORDS.splitAsStream(words).anyMatch(WORDS::contains);
    }

    /** The JDK's own decides of each capital sigma by the whole word that it stands in. */
    private static String lower(String text) {
        var lower = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }
}
