package dev.mandate.identity.tasks;

import dev.mandate.identity.tasks.TaskView.Choice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** For how long a person can agree to a task: as long as was asked for, or shorter. */
final class DurationChoices {
    private static final List<Integer> MINUTES = List.of(5, 15, 30, 60, 120, 240, 480, 720);

    private DurationChoices() {}

    static List<Choice> upTo(Duration longest) {
        var most = Math.max(1, longest.toMinutes());
        var choices = new ArrayList<Choice>();
        for (var minutes : MINUTES)
            if (minutes < most) choices.add(new Choice(minutes, words(Duration.ofMinutes(minutes)), false));
        choices.add(new Choice(most, words(Duration.ofMinutes(most)), true));
        return choices;
    }

    static String words(Duration duration) {
        var hours = duration.toHours();
        var minutes = duration.toMinutesPart();
        if (hours == 0) return count(minutes, "minute");
        return minutes == 0 ? count(hours, "hour") : count(hours, "hour") + " and " + count(minutes, "minute");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
