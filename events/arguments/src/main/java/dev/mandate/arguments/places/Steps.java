package dev.mandate.arguments.places;

import java.text.Normalizer;

/**
 * Whether a path means the same to everybody who reads it. It is never put right: the tool gets it as it is, and reads it in its own
 * way; so one with which anybody could climb, or step aside, is doubtful.
 */
final class Steps {
    /** What some readers take for a slash, a backslash, a dot or a percent sign, though Unicode doesn't call it compatible. */
    private static final String TAKEN_FOR_ANOTHER = "\u2044\u2215\u2216\u29f5\u29f8\u29f9\u00a5\u20a9";

    private static final String MEANS_SOMETHING = "./\\%;:@?#";

    private Steps() {}

    /** No step of it is empty but the last, or leads anywhere but down, and no character passes for one that could. */
    static boolean leadDown(String path) {
        return path.codePoints().allMatch(Steps::isPlain) && stepsLeadDown(path);
    }

    private static boolean stepsLeadDown(String path) {
        var from = path.startsWith("/") ? 1 : 0;
        while (from <= path.length()) {
            var slash = path.indexOf('/', from);
            var end = slash < 0 ? path.length() : slash;
            if (end == from ? slash >= 0 : !isName(path, from, end)) return false;
            from = end + 1;
        }
        return true;
    }

    /** Something is left of it without what readers of some systems leave out: trailing dots and spaces, parameters. */
    private static boolean isName(String path, int from, int end) {
        var parameters = path.indexOf(';', from);
        var last = parameters < 0 || parameters > end ? end : parameters;
        while (last > from && (path.charAt(last - 1) == '.' || path.charAt(last - 1) == ' ')) last--;
        return last > from;
    }

    private static boolean isPlain(int character) {
        if (character < 0x80) return character >= ' ' && character != 0x7f && character != '\\';
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> TAKEN_FOR_ANOTHER.indexOf(character) < 0 && !standsForAnother(character);
        };
    }

    /**
     * One by one, since composing a long text takes quadratic time, and nothing composes to these.
     *
     * @see <a href="https://www.unicode.org/reports/tr15/">Unicode Standard Annex 15, NFKC</a>
     */
    private static boolean standsForAnother(int character) {
        var compatible = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC);
        for (var i = 0; i < compatible.length(); i++)
            if (MEANS_SOMETHING.indexOf(compatible.charAt(i)) >= 0) return true;
        return false;
    }

    /** It is the directory, or lies under it. */
    static boolean under(String directory, String path) {
        return path.startsWith(directory)
                && (path.length() == directory.length()
                        || directory.endsWith("/")
                        || path.charAt(directory.length()) == '/');
    }

    /** Without the slash that it ends in, unless it is the root. */
    static String withoutEnd(String directory) {
        return directory.length() > 1 && directory.endsWith("/")
                ? directory.substring(0, directory.length() - 1)
                : directory;
    }
}
