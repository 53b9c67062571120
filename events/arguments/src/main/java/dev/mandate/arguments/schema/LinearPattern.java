package dev.mandate.arguments.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A pattern that takes time in proportion to the text, whatever it says.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2's syntax</a>, in which JSON Schema's patterns are read; they differ in what
 *     can't be matched so: looking around and back references
 */
final class LinearPattern {
    private static final int LONGEST = 1_000;
    private static final int LARGEST = 2_000;

    private final Pattern pattern;
    private final int size;

    private LinearPattern(Pattern pattern, int size) {
        this.pattern = pattern;
        this.size = size;
    }

    static LinearPattern of(Object written, String pointer) {
        if (!(written instanceof String text)) throw new UnenforceableException(pointer, "must be a string");
        if (text.length() > LONGEST)
            throw new UnenforceableException(
                    pointer, "must have at most " + LONGEST + " characters; write a shorter pattern");
        if (text.contains("\\Q"))
            throw new UnenforceableException(pointer, "quotes by \\Q; write \\ before each character");
        var size = ProgramSize.of(text);
        if (size > LARGEST)
            throw new UnenforceableException(
                    pointer, "repeats more than can be matched in time; write maxLength beside a simpler pattern");
        try {
            return new LinearPattern(Pattern.compile(ecma(text)), (int) size);
        } catch (PatternSyntaxException e) {
            throw new UnenforceableException(
                    pointer,
                    "isn't a pattern in RE2's syntax (" + Shown.text(e.getDescription())
                            + "), which knows no looking around and no back references; write several patterns in allOf, or"
                            + " an enum");
        }
    }

    /** ECMA-262 writes characters by their number as {@code \\u00e9}, RE2 as {@code \\x{00e9}}. */
    private static String ecma(String text) {
        if (!text.contains("\\u")) return text;
        var written = new StringBuilder();
        for (var at = 0; at < text.length(); at++) {
            var it = text.charAt(at);
            if (it != '\\' || at + 1 == text.length()) {
                written.append(it);
                continue;
            }
            var number = at + 6 <= text.length() ? text.substring(at + 2, at + 6) : "";
            if (text.charAt(at + 1) == 'u' && number.matches("[0-9A-Fa-f]{4}")) {
                written.append("\\x{").append(number).append('}');
                at += 5;
            } else {
                written.append(it).append(text.charAt(++at));
            }
        }
        return written.toString();
    }

    /** Anywhere in it. */
    boolean isIn(String text, Trial trial) {
        trial.spend((long) text.length() * size / 2 + 1);
        return pattern.matcher(text).find();
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
