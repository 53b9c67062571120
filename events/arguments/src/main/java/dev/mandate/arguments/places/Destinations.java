package dev.mandate.arguments.places;

import java.util.Arrays;
import java.util.Set;

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

    private Destinations() {}

    /** Takes time in proportion to the name. */
    public static boolean isNamed(String argument) {
        return Arrays.stream(
                        lower(argument.replaceAll("([a-z])([A-Z])", "$1_$2")).split("[^a-z]+"))
                .anyMatch(WORDS::contains);
    }

    /** The JDK's own decides of each capital sigma by the whole word that it stands in. */
    private static String lower(String text) {
        var lower = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }
}
