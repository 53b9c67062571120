package dev.mandate.provenance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a call's texts and where they stand, read once, however many identifiers are looked up beside them.
 *
 * <p>One thread.
 */
final class TextWords {
    /**
     * How many places are looked at for all identifiers of a call. Nothing speaks for an identifier beyond that: whoever repeats words as
     * often wants to be slow.
     */
    private static final int MOST_LOOKS = 16_384;

    private final String text;
    private final Map<String, List<Integer>> starts = new HashMap<>();
    private int looks;

    /** @param text in lower case */
    TextWords(String text) {
        this.text = text;
        Words.each(
                text,
                (word, start) -> starts.computeIfAbsent(word, first -> new ArrayList<>(1))
                        .add(start));
    }

    /** One of the words stands there apart from the identifier, and from what an address has before its {@code @}. */
    boolean anyBeside(Identifier identifier, Collection<String> words) {
        var value = identifier.value();
        var at = value.indexOf('@');
        for (var word : words)
            for (var start : starts.getOrDefault(word, List.of())) {
                if (++looks > MOST_LOOKS) return false;
                var end = start + word.length();
                if (!covers(value, start, end) && (at < 0 || !covers(value.substring(0, at), start, end))) return true;
            }
        return false;
    }

    /** It stands where a part of it is within these bounds. */
    private boolean covers(String literal, int start, int end) {
        var from = Math.max(0, start - literal.length() + 1);
        var to = Math.min(text.length(), end + literal.length() - 1);
        return text.substring(from, to).contains(literal);
    }
}
