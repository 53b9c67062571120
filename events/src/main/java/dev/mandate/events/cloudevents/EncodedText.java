package dev.mandate.events.cloudevents;

/**
 * How many bytes a text takes where it is written: in JSON with its escapes, which is never less than in UTF-8 alone. Whatever we
 * write has a limit in bytes, and a text of 256 characters takes 256 of them or 1,536: so texts are measured, and cut, by this.
 */
public final class EncodedText {
    private static final int ESCAPED = 6;
    private static final byte[] ASCII = new byte[0x80];

    static {
        for (char character = 0; character < ASCII.length; character++)
            ASCII[character] = (byte) (character < ' ' ? ESCAPED : character == '"' || character == '\\' ? 2 : 1);
    }

    private EncodedText() {}

    /** Without the quotes around it; what takes fewer bytes in some encodings counts as in the one that takes most. */
    public static int bytes(CharSequence text) {
        int bytes = 0;
        int length = text.length(); // asked of each text of each call, so that it counts
        for (int i = 0; i < length; i++) bytes += bytes(text.charAt(i));
        return bytes;
    }

    /** What it takes at most, without a look at its characters. */
    public static int most(CharSequence text) {
        return ESCAPED * text.length();
    }

    /**
     * As much of its beginning as takes so many bytes, the same object if that is all of it. Characters stay whole; halves of
     * surrogate pairs, which UTF-8 has no bytes for, are question marks.
     */
    public static String cut(String text, int maxBytes) {
        if (most(text) <= maxBytes && ascii(text)) return text;
        int bytes = 0;
        StringBuilder whole = null;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            int length = Character.charCount(character);
            boolean half = length == 1 && Character.isSurrogate((char) character);
            bytes += half ? 1 : length == 1 ? bytes((char) character) : length * ESCAPED;
            if (bytes > maxBytes) return whole == null ? text.substring(0, at) : whole.toString();
            if (half && whole == null) whole = new StringBuilder(text.length()).append(text, 0, at);
            if (whole != null) whole.appendCodePoint(half ? '?' : character);
            at += length;
        }
        return whole == null ? text : whole.toString();
    }

    private static boolean ascii(String text) {
        for (int at = text.length() - 1; at >= 0; at--) if (text.charAt(at) >= ASCII.length) return false;
        return true;
    }

    private static int bytes(char character) {
        if (character < ASCII.length) return ASCII[character];
        return Character.isSurrogate(character) ? ESCAPED : character < 0x800 ? 2 : 3;
    }
}
