package dev.mandate.provenance;

import java.util.Locale;

/**
 * Lower case without a look around: the JDK decides of each capital sigma by the whole word that it stands in, and makes room for each
 * capital I with a dot anew, so that 128 KB of either take it minutes.
 */
public final class LowerCase {
    private static final char SIGMA = '\u03a3';
    private static final char DOTTED_I = '\u0130';

    private LowerCase() {}

    /** As the JDK does, but that a capital sigma is a small one also at the end of a word, and a capital I with a dot an i. */
    public static String of(String text) {
        if (text.indexOf(SIGMA) < 0 && text.indexOf(DOTTED_I) < 0) return text.toLowerCase(Locale.ROOT);
        var lower = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }
}
