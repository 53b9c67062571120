package dev.mandate.identity.tasks;

import dev.mandate.events.identity.DurationWords;
import dev.mandate.identity.caps.TaskCap;
import dev.mandate.identity.tasks.TaskView.Choice;
import dev.mandate.messaging.result.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** For how long a person can agree to a task. */
final class DurationChoices {
    private static final List<Long> MINUTES = List.of(5L, 15L, 30L, 60L, 120L, 240L, 480L, 720L);

    private DurationChoices() {}

    /** At most, of whatever is agreed to at a page. @param cap what an administrator has said of such tasks */
    static Duration longest(TaskConfig config, Optional<TaskCap> cap) {
        return shorter(
                shorter(config.taskMaxLifetime(), config.delegationMaxLifetime()),
                cap.map(TaskCap::longest).orElse(config.taskMaxLifetime()));
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** As long as was asked for, or shorter. */
    static List<Choice> upTo(Duration longest) {
        return upTo(longest, longest);
    }

    /** @param usual how long it is unless he says otherwise */
    static List<Choice> upTo(Duration longest, Duration usual) {
        var most = most(longest);
        var chosen = Math.min(most, Math.max(1, usual.toMinutes()));
        var minutes = new TreeSet<Long>();
        for (long choice : MINUTES) if (choice < most) minutes.add(choice);
        minutes.add(chosen);
        minutes.add(most);
        return minutes.stream()
                .map(it -> new Choice(it, DurationWords.of(Duration.ofMinutes(it)), it == chosen))
                .toList();
    }

    /**
     * The one that a page's form sent.
     *
     * @param longest as he was offered
     * @return refused with what he is told
     */
    static Result<Duration, String> read(String minutes, Duration longest) {
        return minutes.matches("[1-9]\\d{0,4}") && Long.parseLong(minutes) <= most(longest)
                ? Result.done(Duration.ofMinutes(Long.parseLong(minutes)))
                : Result.refused("This is longer than you were offered. Please look at the page again.");
    }

    private static long most(Duration longest) {
        return Math.max(1, longest.toMinutes());
    }
}
