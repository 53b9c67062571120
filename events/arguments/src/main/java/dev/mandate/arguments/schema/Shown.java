package dev.mandate.arguments.schema;

/** Texts that others chose, as they may stand in a sentence: one short line of visible characters. */
final class Shown {
    private static final int MOST = 100;

    private Shown() {}

    static String text(String text) {
        var shown = new StringBuilder();
        text.codePoints().limit(MOST).forEach(it -> shown.appendCodePoint(visible(it) ? it : '?'));
        if (text.codePointCount(0, text.length()) > MOST) shown.append('…');
        return shown.toString();
    }

    private static boolean visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
