package dev.mandate.messaging.http;

import dev.mandate.events.cloudevents.PlainText;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A member that nothing here reads. Whoever sent it takes it for done, such as a narrowing under a name that is misspelt, so that it is
 * refused and not left out.
 */
public final class UnknownMember {
    static final String CODE = "unknown-member";
    static final String TITLE = "Correct or leave out this member of the body";

    private static final int LONGEST = 50;
    /** Shorter names are within too many others. */
    private static final int TELLING = 4;

    private UnknownMember() {}

    /** Names it, the one that may be meant, and all that there are. */
    public static String said(String name, Collection<String> known) {
        var there = known.isEmpty()
                ? "there are none"
                : "there are " + known.stream().map(it -> '`' + it + '`').collect(Collectors.joining(", "));
        return "there is no member `" + shown(name) + "` here; "
                + meant(name, known)
                        .map(it -> "did you mean `" + it + "`? Of all " + there)
                        .orElse(there);
    }

    public static ProblemException problem(String name, Collection<String> known, String pointer) {
        return new ProblemException(400, CODE, TITLE, pointer, said(name, known));
    }

    private static Optional<String> meant(String name, Collection<String> known) {
        if (name.length() > 2 * LONGEST) return Optional.empty();
        var asked = letters(name);
        return known.stream()
                .filter(it -> isNear(asked, letters(it)))
                .min(Comparator.comparingInt(it -> distance(asked, letters(it))));
    }

    private static boolean isNear(String one, String other) {
        var within =
                one.length() >= TELLING && other.length() >= TELLING && (one.contains(other) || other.contains(one));
        return within || 3 * distance(one, other) < Math.max(one.length(), other.length());
    }

    /** However its words are put together: {@code redirect_uris} is {@code redirectUris}. */
    private static String letters(String name) {
        return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's: how many letters are to be added, taken or changed. */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (var j = 0; j < row.length; j++) row[j] = j;
        for (var i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j < row.length; j++) {
                var changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(diagonal, row[j - 1]));
            }
        }
        return row[other.length()];
    }

    private static String shown(String name) {
        var plain = PlainText.shown(name);
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }
}
