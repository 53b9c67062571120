package dev.mandate.authz.engine.cedar.publish;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text may ask of the official library, by what makes its parser descend. Far beyond what people write; without
 * bounds, a short text can end the process, since a long {@code has a.a.a…} takes memory by the square of its length.
 */
final class Bounds {

    private static final int MAX_BRACKETS = 200;
    private static final int MAX_OPERATORS = 2_000;

    /** What means nothing to the parser, which is not to count. */
    private static final Pattern QUIET = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|//[^\\r\\n]*+", Pattern.DOTALL);

    private static final Pattern CONDITIONAL = Pattern.compile("\\bif\\b");

    private Bounds() {}

    /** @return why a statement or schema is refused, or null */
    static @Nullable String excess(String text) {
        var open = 0;
        var operators = 0;
        var loud = QUIET.matcher(text).replaceAll(" ");
        for (var i = 0; i < loud.length(); i++) {
            var c = loud.charAt(i);
            if ("([{<".indexOf(c) >= 0) open++;
            else if (")]}>".indexOf(c) >= 0) open = Math.max(0, open - 1);
            else if (".|&+-*!".indexOf(c) >= 0) operators++;
            if (open > MAX_BRACKETS) return "nested too deep: more than " + MAX_BRACKETS + " brackets are open at once";
        }
        operators += (int) CONDITIONAL.matcher(loud).results().count();
        return operators > MAX_OPERATORS ? "possibly nested too deep: more than " + MAX_OPERATORS + " operators" : null;
    }
}
