package dev.mandate.arguments.schema;

/** What is asked of a text; lengths are in characters of Unicode. */
final class TextKeywords {
    private TextKeywords() {}

    static Keyword atLeast(long least) {
        return (value, trial) -> !(value instanceof String text)
                || text.length() >= least && text.codePointCount(0, text.length()) >= least
                || trial.refuse("minLength", "must have at least " + least + " characters");
    }

    static Keyword atMost(long most) {
        return (value, trial) -> !(value instanceof String text)
                || text.length() <= most
                || text.codePointCount(0, text.length()) <= most
                || trial.refuse("maxLength", "must have at most " + most + " characters");
    }

    static Keyword pattern(LinearPattern pattern) {
        var said = "must match " + Shown.text(pattern.toString());
        return (value, trial) ->
                !(value instanceof String text) || pattern.isIn(text, trial) || trial.refuse("pattern", said);
    }

    static Keyword format(Format format) {
        return (value, trial) -> {
            if (!(value instanceof String text)) return true;
            trial.spend(text.length());
            return format.is(text) || trial.refuse("format", "must be " + format.said());
        };
    }
}
