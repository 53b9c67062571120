package dev.mandate.identity.tasks;

import dev.mandate.identity.uses.ToolUses;
import dev.mandate.identity.uses.ToolUses.Used;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an agent used a tool for somebody before, as he reads it. */
final class UseWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private UseWords() {}

    /** @param used null where it didn't, though it used others */
    static String of(@Nullable Used used) {
        var within = " of the last " + ToolUses.DAYS;
        if (used == null) return "It hasn't used this for you in the last " + ToolUses.DAYS + " days.";
        var last = DAY.format(used.last());
        return used.days() == 1
                ? "It used this for you on one day" + within + ", " + last + "."
                : "It used this for you on " + used.days() + " days" + within + ", on " + last + " last.";
    }
}
