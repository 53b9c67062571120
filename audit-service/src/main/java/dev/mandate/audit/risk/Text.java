package dev.mandate.audit.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text that outsiders wrote. */
final class Text {
    private static final int MAX = 1024;

    private Text() {}

    /** At most 1024 characters, and without half characters, which JSON can name but UTF-8 can't write. */
    static String clean(String text) {
        var shortened = text.length() <= MAX ? text : text.substring(0, MAX);
        return hasSurrogates(shortened) ? new String(shortened.getBytes(UTF_8), UTF_8) : shortened;
    }

    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) if (Character.isSurrogate(text.charAt(i))) return true;
        return false;
    }
}
