package dev.mandate.audit.trail;

/**
 * JSON with nothing in it that PostgreSQL has no place for: the character NUL and half surrogate pairs. Each becomes the
 * replacement character, the letter u and its four digits, in names too; a replacement character that was there before a u
 * becomes {@code \uFFFDufffd}, so that different texts stay different and the original can be told.
 */
final class StorableJson {
    private static final char REPLACEMENT = '\uFFFD';

    private final String json;
    private final StringBuilder text;

    private StorableJson(String json) {
        this.json = json;
        this.text = new StringBuilder(json.length() + 16);
    }

    /** @param json written by Jackson: NUL is escaped, half surrogate pairs are not */
    static String of(String json) {
        return isStorable(json) ? json : new StorableJson(json).escaped();
    }

    private static boolean isStorable(String json) {
        for (int at = 0; at < json.length(); at++)
            if (Character.isSurrogate(json.charAt(at)) || json.charAt(at) == REPLACEMENT) return false;
        return !json.contains("\\u0000");
    }

    private String escaped() {
        for (int at = 0; at < json.length(); at++) {
            var here = json.charAt(at);
            if (here == '\\') {
                at += escape(at);
            } else if (Character.isHighSurrogate(here) && Character.isLowSurrogate(after(at))) {
                text.append(here).append(after(at++));
            } else if (Character.isSurrogate(here) || (here == REPLACEMENT && after(at) == 'u')) {
                replace(here);
            } else {
                text.append(here);
            }
        }
        return text.toString();
    }

    /** Returns how many characters follow the backslash. */
    private int escape(int at) {
        if (json.startsWith("u0000", at + 1)) {
            replace('\0');
            return 5;
        }
        text.append(json.charAt(at)).append(after(at));
        return 1;
    }

    private void replace(char lost) {
        text.append(REPLACEMENT).append('u').append(String.format("%04x", (int) lost));
    }

    private char after(int at) {
        return at + 1 < json.length() ? json.charAt(at + 1) : ' ';
    }
}
