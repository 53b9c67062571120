package dev.mandate.identity.browser;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

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

    private LookAlikes() {}

    public static boolean mixesAlphabets(String name) {
        var scripts = EnumSet.noneOf(UnicodeScript.class);
        name.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        return scripts.size() > 1
                && !JAPANESE.containsAll(scripts)
                && !CHINESE.containsAll(scripts)
                && !KOREAN.containsAll(scripts);
    }
}
