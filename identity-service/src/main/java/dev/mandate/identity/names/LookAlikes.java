package dev.mandate.identity.names;

import dev.mandate.events.cloudevents.PlainText;
import java.lang.Character.UnicodeScript;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Names that may be made to look like another: letters of alphabets that nobody writes a word in together, such as a Cyrillic а among
 * Latin ones.
 *
 * @see <a href="https://www.unicode.org/reports/tr39/#Restriction_Level_Detection">Unicode Technical Standard 39, highly restrictive</a>
 */
public final class LookAlikes {
    private static final Set<UnicodeScript> JAPANESE =
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
    private static final Set<UnicodeScript> CHINESE =
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO);
    private static final Set<UnicodeScript> KOREAN =
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL);

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private LookAlikes() {}

    /**
     * What is wrong with a name that somebody makes, in words for him: a word of it is in no one alphabet. Names of several words may have
     * more than one.
     */
    public static Optional<String> wrongWith(String name) {
        return BETWEEN_WORDS
                .splitAsStream(name)
                .filter(LookAlikes::mixesAlphabets)
                .findFirst()
                .map(word -> PlainText.quoted(name)
                        + " has a word in more than one alphabet, as names have that imitate another: " + strange(word)
                        + "; write it in one");
    }

    /** Its first character that isn't of the alphabet of most: a digit or a mark may be it too. */
    private static String strange(String word) {
        var counts = new EnumMap<UnicodeScript, Integer>(UnicodeScript.class);
        alphabetical(word).forEach(each -> counts.merge(UnicodeScript.of(each), 1, Integer::sum));
        var most =
                Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
        var other = alphabetical(word)
                .filter(each -> UnicodeScript.of(each) != most)
                .findFirst()
                .orElseThrow();
        return PlainText.quoted(Character.toString(other)) + " in " + PlainText.quoted(word) + " is "
                + words(UnicodeScript.of(other)) + " among letters that are " + words(most);
    }

    /** Of one alphabet, and not of all. */
    private static IntStream alphabetical(String text) {
        return text.codePoints()
                .filter(each -> UnicodeScript.of(each) != UnicodeScript.COMMON
                        && UnicodeScript.of(each) != UnicodeScript.INHERITED);
    }

    private static String words(UnicodeScript script) {
        return script.name().charAt(0)
                + script.name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static boolean mixesAlphabets(String name) {
        var scripts = EnumSet.noneOf(UnicodeScript.class);
        alphabetical(name).mapToObj(UnicodeScript::of).forEach(scripts::add);
        return scripts.size() > 1
                && !JAPANESE.containsAll(scripts)
                && !CHINESE.containsAll(scripts)
                && !KOREAN.containsAll(scripts);
    }
}
