package dev.mandate.events.identity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long something lasts, as people say it and to the second, such as {@code 1 hour, 2 minutes and 30 seconds}. */
public final class DurationWords {
    private DurationWords() {}

    /** @param duration not negative; what is below a second is left out */
    public static String of(Duration duration) {
        var parts = new ArrayList<String>();
        add(parts, duration.toHours(), "hour");
        add(parts, duration.toMinutesPart(), "minute");
        add(parts, duration.toSecondsPart(), "second");
        if (parts.isEmpty()) return "less than a second";
        var last = parts.remove(parts.size() - 1);
        return parts.isEmpty() ? last : String.join(", ", parts) + " and " + last;
    }

    private static void add(List<String> parts, long many, String unit) {
        if (many != 0) parts.add(many + " " + unit + (many == 1 ? "" : "s"));
    }
}
