package dev.mandate.identity.tasks;

import dev.mandate.identity.uses.ToolUses.OfAgent;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How an agent used a tool for somebody before, as he reads it. */
final class UseWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private UseWords() {}

    /** Nothing where it has used nothing for him. What was before its uses were read isn't told, either way. */
    static Optional<String> of(OfAgent used, String tool) {
        return used.tools().isEmpty() ? Optional.empty() : Optional.of(words(used, tool));
    }

    private static String words(OfAgent used, String tool) {
        var its = used.tools().get(tool);
        if (!used.whole())
            return its == null
                    ? "Whether it used this for you before isn't known yet."
                    : "It used this for you before; on how many days isn't known yet.";
        if (used.known() == 1)
            return its == null ? "It hasn't used this for you today." : "It used this for you today.";
        if (its == null) return "It hasn't used this for you in the last " + used.known() + " days.";
        var within = " of the last " + used.known();
        var last = DAY.format(its.last());
        return its.days() == 1
                ? "It used this for you on one day" + within + ", " + last + "."
                : "It used this for you on " + its.days() + " days" + within + ", on " + last + " last.";
    }
}
