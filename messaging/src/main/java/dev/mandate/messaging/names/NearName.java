package dev.mandate.messaging.names;

import dev.mandate.events.cloudevents.PlainText;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which of the names that there are may be meant by one that there isn't. */
public final class NearName {
    private static final int LONGEST = 50;
    /** Shorter names are within too many others. */
    private static final int TELLING = 4;
    /** Of more than these nobody reads the list; the likely ones are enough. */
    private static final int MOST_LISTED = 20;

    private static final int MOST_LIKELY = 3;

    private NearName() {}

    /**
     * Names what there isn't, those that may be meant, and all that there are.
     *
     * @param kind such as {@code member}
     */
    public static String said(String kind, String name, Collection<String> known) {
        var there = known.isEmpty() ? "there are none" : "there are " + quoted(known, ", ");
        var likely = of(name, known);
        var meant = "did you mean " + quoted(likely, " or ") + "?";
        return "there is no " + kind + " `" + shown(name) + "` here; "
                + (likely.isEmpty() ? there : known.size() > MOST_LISTED ? meant : meant + " Of all " + there);
    }

    /** The nearest, as many as are equally near; none where none is near. */
    public static List<String> of(String name, Collection<String> known) {
        if (name.length() > 2 * LONGEST) return List.of();
        var asked = letters(name);
        var near = known.stream()
                .filter(it -> it.length() <= 2 * LONGEST && isNear(asked, letters(it)))
                .collect(Collectors.toMap(it -> it, it -> distance(asked, letters(it)), Math::min));
        var least = near.values().stream().min(Integer::compare).orElse(0);
        return near.entrySet().stream()
                .filter(it -> it.getValue().equals(least))
                .map(Map.Entry::getKey)
                .sorted()
                .limit(MOST_LIKELY)
                .toList();
    }

    /** A name as a line can repeat it, whatever was sent. */
    public static String shown(String name) {
        var plain = PlainText.shown(name);
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }

    private static String quoted(Collection<String> names, String between) {
        return names.stream().map(it -> '`' + it + '`').collect(Collectors.joining(between));
    }

    private static boolean isNear(String one, String other) {
        var within =
                one.length() >= TELLING && other.length() >= TELLING && (one.contains(other) || other.contains(one));
        return within
                || isOfTheSame(one, other)
                || isFew(Math.abs(one.length() - other.length()), one, other)
                        && isFew(distance(one, other), one, other);
    }

    /** As scopes are, {@code agents:read} and {@code agents:write}. */
    private static boolean isOfTheSame(String one, String other) {
        var whose = one.indexOf(':') + 1;
        return whose > 1 && other.startsWith(one.substring(0, whose));
    }

    private static boolean isFew(int mistakes, String one, String other) {
        return 3 * mistakes < Math.max(one.length(), other.length());
    }

    /** However its words are put together: {@code redirect_uris} is {@code redirectUris}. */
    private static String letters(String name) {
        return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's, in which two letters that changed places are one mistake: how many are to be added, taken, changed or moved. */
    private static int distance(String one, String other) {
        var beforeLast = new int[other.length() + 1];
        var last = new int[other.length() + 1];
        for (var j = 0; j < last.length; j++) last[j] = j;
        for (var i = 1; i <= one.length(); i++) {
            var row = new int[last.length];
            row[0] = i;
            for (var j = 1; j < row.length; j++) {
                var same = one.charAt(i - 1) == other.charAt(j - 1);
                row[j] = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
            }
            beforeLast = last;
            last = row;
        }
        return last[other.length()];
    }
}
