package dev.mandate.events.cloudevents;

/**
 * Text that every database and every encoding keeps as it is. JSON can write two things that they can't keep: the character NUL,
 * which PostgreSQL refuses, and half of a surrogate pair, which UTF-8 has no bytes for and which becomes a question mark on the way.
 */
public final class WholeText {
    /** What to tell whoever sent another. */
    public static final String RULE = "must have neither the character NUL nor half a character";

    private WholeText() {}

    public static boolean is(CharSequence text) {
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == '\0' || Character.isLowSurrogate(character)) return false;
            if (!Character.isHighSurrogate(character)) continue;
            if (++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) return false;
        }
        return true;
    }
}
