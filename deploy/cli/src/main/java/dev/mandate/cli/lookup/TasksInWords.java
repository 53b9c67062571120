package dev.mandate.cli.lookup;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an explanation names a delegation, which machines go by: the task that people know it as. */
final class TasksInWords {
    private static final Pattern NAMED = Pattern.compile("\\b([Dd])elegation (del_[a-z0-9]+)");

    private TasksInWords() {}

    /** @param tasks what to say of each by its id; where that is empty the text stays */
    static String in(String text, Function<String, Optional<String>> tasks) {
        return NAMED.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(tasks.apply(found.group(2))
                        .map(task -> (found.group(1).equals("D") ? "The task " : "the task ") + task)
                        .orElse(found.group())));
    }
}
