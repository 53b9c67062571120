package dev.mandate.arguments.places;

import java.util.Optional;
import java.util.regex.Pattern;

/** A directory as a limit on paths: itself and what lies under it. */
public final class Directory {
    /** What to tell whoever wrote another. */
    public static final String RULE =
            "Write a path such as /shared/reports, with / between its names and without ., .., empty names, backslashes and encoded characters";

    /** Linux' PATH_MAX. */
    private static final int LONGEST = 4096;

    /** Of a percent sign that could begin a character. */
    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f%uU]");

    private final String path;

    private Directory(String path) {
        this.path = path;
    }

    /** Empty for one that not everybody would read alike. */
    public static Optional<Directory> parse(String written) {
        if (written.isEmpty() || !isSure(written)) return Optional.empty();
        return Optional.of(new Directory(Steps.withoutEnd(written)));
    }

    /** In every reading of the text. */
    public boolean holds(String text) {
        return Steps.under(path, text) && isSure(text);
    }

    /** A path that means the same to everybody. */
    public static boolean isSure(String text) {
        return text.length() <= LONGEST && !ENCODED.matcher(text).find() && Steps.leadDown(text);
    }

    /** A text that somebody may mean as a path: a limit on how it begins would say nothing about where it leads. */
    public static boolean mayBeMeant(String text) {
        return text.indexOf('/') >= 0
                || text.indexOf('\\') >= 0
                || text.indexOf('%') >= 0
                || text.startsWith("~")
                || text.startsWith("..")
                || text.equals(".")
                || text.length() >= 2 && text.charAt(1) == ':' && Character.isLetter(text.charAt(0))
                || !text.codePoints().allMatch(it -> it < 0x80) && !Steps.leadDown(text);
    }
}
