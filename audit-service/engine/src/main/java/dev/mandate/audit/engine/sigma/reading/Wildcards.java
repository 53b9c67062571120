package dev.mandate.audit.engine.sigma.reading;

import java.util.List;

/**
 * Sigma's text patterns: {@code *} any text, {@code ?} any character, a backslash before one of them (or before a
 * backslash that stands before one) takes its meaning away. Matched without backtracking over more than the last star.
 */
final class Wildcards implements ValueTest {
    static final int MAX_LENGTH = 512;
    private static final char ANY_TEXT = '\uFFFE';
    private static final char ANY_CHARACTER = '\uFFFF';
    private static final char ANY_DASH = '\uFFFD';
    private static final String DASHES = "-/\u2013\u2014\u2015";

    private final String pattern;
    private final boolean cased;

    private Wildcards(String pattern, boolean cased) {
        this.pattern = pattern;
        this.cased = cased;
    }

    /** How the text has to stand in the value. */
    enum Place {
        WHOLE,
        START,
        END,
        ANYWHERE
    }

    static Wildcards of(String text, Place place, boolean cased) {
        var pattern = new StringBuilder();
        if (place == Place.END || place == Place.ANYWHERE) pattern.append(ANY_TEXT);
        compile(text, pattern);
        if (place == Place.START || place == Place.ANYWHERE) pattern.append(ANY_TEXT);
        return new Wildcards(cased ? pattern.toString() : folded(pattern), cased);
    }

    /** The same with each dash or slash before a word as any of those by which options begin. */
    static String anyDash(String text) {
        var any = new StringBuilder(text);
        for (int at = 0; at + 1 < text.length(); at++) if (begins(text, at)) any.setCharAt(at, ANY_DASH);
        return any.toString();
    }

    /** The same as texts of their own, one for each way to write it; none where more than so many of its characters are meant. */
    static List<String> dashed(String text, int most) {
        List<String> texts = List.of(text);
        for (int at = 0, found = 0; at + 1 < text.length(); at++) {
            if (!begins(text, at)) continue;
            if (++found > most) return List.of();
            int place = at;
            texts = texts.stream()
                    .flatMap(each -> DASHES.chars()
                            .mapToObj(dash -> each.substring(0, place) + (char) dash + each.substring(place + 1)))
                    .toList();
        }
        return texts;
    }

    /** A dash or slash by which an option begins. */
    private static boolean begins(String text, int at) {
        return (text.charAt(at) == '-' || text.charAt(at) == '/')
                && Character.isLetterOrDigit(text.charAt(at + 1))
                && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
    }

    /** A text that is compared as it is: it comes from an event, not from a rule. */
    static boolean literally(String text, Place place, boolean cased, String value) {
        int length = text.length();
        return switch (place) {
            case WHOLE -> cased ? value.equals(text) : value.equalsIgnoreCase(text);
            case START -> value.regionMatches(!cased, 0, text, 0, length);
            case END -> value.regionMatches(!cased, value.length() - length, text, 0, length);
            case ANYWHERE -> cased ? value.contains(text) : folded(value).contains(folded(text));
        };
    }

    private static void compile(String text, StringBuilder pattern) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && "*?\\".indexOf(text.charAt(i + 1)) >= 0) {
                pattern.append(text.charAt(++i));
            } else if (c == '*') {
                pattern.append(ANY_TEXT);
            } else {
                pattern.append(c == '?' ? ANY_CHARACTER : c);
            }
        }
    }

    @Override
    public boolean test(Object value) {
        var text = value.toString();
        int at = 0;
        int next = 0;
        int star = -1;
        int retry = 0;
        while (at < text.length()) {
            if (next < pattern.length() && pattern.charAt(next) == ANY_TEXT) {
                star = next++;
                retry = at;
            } else if (next < pattern.length() && same(pattern.charAt(next), text.charAt(at))) {
                next++;
                at++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (next < pattern.length() && pattern.charAt(next) == ANY_TEXT) next++;
        return next == pattern.length();
    }

    private boolean same(char wanted, char actual) {
        return wanted == ANY_CHARACTER
                || wanted == ANY_DASH && DASHES.indexOf(actual) >= 0
                || wanted == (cased ? actual : fold(actual));
    }

    private static String folded(CharSequence text) {
        var folded = new StringBuilder(text.length());
        text.chars().forEach(c -> folded.append(fold((char) c)));
        return folded.toString();
    }

    private static char fold(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
