package dev.mandate.cli.clients;

import java.util.regex.Pattern;

/** A text as one word of a command that people copy: whatever is in it, a shell does nothing by it. */
final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:@%+=,-]+");

    /** A shell leaves these as they are between double quotes. */
    private static final Pattern QUIET = Pattern.compile("[\\p{L}\\p{N}_./:@%+=,' ()&#-]+");

    private ShellWord() {}

    /** In quotes where it needs them. */
    static String of(String text) {
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    /** In double quotes; in single ones what would count within these. */
    static String quoted(String text) {
        return QUIET.matcher(text).matches() ? '"' + text + '"' : "'" + text.replace("'", "'\\''") + "'";
    }
}
