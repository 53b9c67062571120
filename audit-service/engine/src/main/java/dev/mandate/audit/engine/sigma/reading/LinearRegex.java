package dev.mandate.audit.engine.sigma.reading;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions by RE2, whose time grows with the text and not with its evil; found anywhere in the value. */
final class LinearRegex implements ValueTest {
    private static final int MAX_LENGTH = 512;
    // RE2 unrolls counted repetitions, and nested ones multiply; each instruction costs a step per character.
    private static final long MAX_INSTRUCTIONS = 10_000;
    private static final Pattern REPETITION = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?\\}");

    private final Pattern pattern;

    private LinearRegex(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @param flags of {@code i}, {@code m} and {@code s} */
    static LinearRegex of(YamlPart part, String flags) {
        var text = part.text();
        if (text.length() > MAX_LENGTH)
            throw part.refuse("a regular expression has at most " + MAX_LENGTH + " characters; split it");
        if (repetitions(text) > MAX_INSTRUCTIONS / Math.max(1, text.length()))
            throw part.refuse("counted repetitions make this too long; use + or * instead of {n}");
        int options = (flags.contains("i") ? Pattern.CASE_INSENSITIVE : 0)
                | (flags.contains("m") ? Pattern.MULTILINE : 0)
                | (flags.contains("s") ? Pattern.DOTALL : 0);
        try {
            return new LinearRegex(Pattern.compile(text, options));
        } catch (PatternSyntaxException e) {
            throw part.refuse(
                    "not an RE2 expression (it has no look-around and no back-references): " + e.getDescription());
        }
    }

    private static long repetitions(String text) {
        long product = 1;
        for (var found = REPETITION.matcher(text); found.find(); ) {
            var most = found.group(2) == null || found.group(2).isEmpty() ? found.group(1) : found.group(2);
            if (most.length() > 4) return Long.MAX_VALUE;
            product *= Math.max(1, Long.parseLong(most));
            if (product > MAX_INSTRUCTIONS) return product;
        }
        return product;
    }

    @Override
    public boolean test(Object value) {
        return pattern.matcher(value.toString()).find();
    }
}
