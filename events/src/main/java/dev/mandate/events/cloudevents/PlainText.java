package dev.mandate.events.cloudevents;

/**
 * Text that is one line and reads as it is written, wherever it is shown: in a terminal, a log, a page. Neither can it move the
 * cursor, nor turn around what stands beside it, nor carry along what nobody sees.
 *
 * @see <a href="https://www.unicode.org/reports/tr36/">Unicode Technical Report 36, Unicode Security Considerations</a>
 */
public final class PlainText {
    /** What to tell whoever sent another. */
    public static final String RULE =
            "must be one line of whole characters, without control characters and marks that change a text's direction";

    private PlainText() {}

    public static boolean is(CharSequence text) {
        if (!WholeText.is(text)) return false;
        for (var at = 0; at < text.length(); ) { // no stream: every record's names are asked about
            var character = Character.codePointAt(text, at);
            if (unfit(character)) return false;
            at += Character.charCount(character);
        }
        return true;
    }

    /**
     * A text of somebody else's as it may stand in a line of ours: what isn't plain is written as its number, such as {@code \\u000a}
     * for a new line, so that it is seen and does nothing.
     */
    public static String shown(String text) {
        if (is(text)) return text;
        var shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (!unfit(character) && !isHalf(character)) shown.appendCodePoint(character);
            else shown.append(character > 0xFFFF ? "\\u{%x}".formatted(character) : "\\u%04x".formatted(character));
        });
        return shown.toString();
    }

    /** Somebody's words in a sentence of ours, in quotes that nothing in them ends. */
    public static String quoted(String words) {
        return '“' + words.replace('“', '"').replace('”', '"') + '”';
    }

    /** Likewise words that may be anything: what isn't plain is {@link #shown}, and of more than so many characters the rest is left out. */
    public static String quoted(String words, int most) {
        var plain = shown(words.substring(0, Math.min(words.length(), most + 1)));
        return quoted(plain.length() <= most ? plain : shown(plain.substring(0, most)) + "…");
    }

    private static boolean isHalf(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    /** Joiners, which are format characters too, stay: Persian and many scripts of India can't be written without them. */
    private static boolean unfit(int character) {
        return Character.isISOControl(character)
                || character == 0x2028 // line and paragraph separators
                || character == 0x2029
                || character == 0x061C // what follows are Unicode's Bidi_Control characters
                || character == 0x200E
                || character == 0x200F
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069)
                || (character >= 0xE0000 && character <= 0xE007F); // tags, which are never seen
    }
}
