package dev.mandate.messaging.names;

import dev.mandate.events.cloudevents.PlainText;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which of the names that there are may be meant by one that there isn't. */
public final class NearName {
    private static final int LONGEST = 50;
    /** Shorter names are within too many others. */
    private static final int TELLING = 4;
    /** Of more than these nobody reads the list; the likely ones are enough. */
    private static final int MOST_LISTED = 20;

    private static final int MOST_LIKELY = 3;

    private static final Pattern SCOPE = Pattern.compile("[a-z]+:[a-z]+");

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
        return nearest(name, known, NearName::isNear);
    }

    /** As {@link #of}, where a name that another is a part of isn't near it: what differs by a slip of the pen alone. */
    public static List<String> misspelt(String name, Collection<String> known) {
        return nearest(name, known, NearName::isMisspelt);
    }

    private static List<String> nearest(String name, Collection<String> known, BiPredicate<String, String> isNear) {
        if (name.length() > 2 * LONGEST) return List.of();
        var asked = letters(name);
        var near = known.stream()
                .filter(it -> it.length() <= 2 * LONGEST && isNear.test(asked, letters(it)))
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
        return within || isOfTheSame(one, other) || isMisspelt(one, other);
    }

    /** As scopes are, {@code agents:read} and {@code agents:write}. */
    private static boolean isOfTheSame(String one, String other) {
        return SCOPE.matcher(one).matches()
                && SCOPE.matcher(other).matches()
                && other.startsWith(one.substring(0, one.indexOf(':') + 1));
    }

    /** More than one mistake must be few for the parts that differ as well: all addresses begin alike, and many end so. */
    private static boolean isMisspelt(String one, String other) {
        if (!isFew(Math.abs(one.length() - other.length()), one, other)) return false;
        var mistakes = distance(one, other);
        var few = isFew(mistakes, one, other);
        if (!few || mistakes <= 1) return few;
        var begin = sharedParts(one, other);
        var end = sharedParts(reversed(one.substring(begin)), reversed(other.substring(begin)));
        return isFew(mistakes, one.substring(begin, one.length() - end), other.substring(begin, other.length() - end));
    }

    /** How many letters those parts have that both begin with; a part ends with what is neither letter nor digit. */
    private static int sharedParts(String one, String other) {
        var shared = 0;
        for (var i = 0; i < Math.min(one.length(), other.length()) && one.charAt(i) == other.charAt(i); i++)
            if (!Character.isLetterOrDigit(one.charAt(i))) shared = i + 1;
        return shared;
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
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
