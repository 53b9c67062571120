package dev.mandate.identity.tasks;

import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.result.Result;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A task that an agent asks a person for, as a page shows it whole.
 *
 * @param identifiers what it is about, such as numbers of invoices
 * @param tools each once, with the limits on its arguments
 * @param duration for how long; null where the agent doesn't say
 * @see TaskDetailsReader what of RFC 9396 is read
 */
public record TaskDetails(
        IdentityId agent,
        String task,
        List<String> identifiers,
        List<ToolScope> tools,
        @Nullable Duration duration) {
    public static final String TYPE = "mandate_task";

    /** Of a task, whoever asks for it. */
    static final int MOST_TOOLS = 30;

    /** What it is for, in characters, in whoever's words. */
    static final int LONGEST_TASK = 500;

    public TaskDetails {
        identifiers = List.copyOf(identifiers);
        tools = List.copyOf(tools);
    }

    /** @param otherwise where it doesn't say */
    Duration lasting(Duration otherwise, Duration atMost) {
        var asked = duration == null ? otherwise : duration;
        return asked.compareTo(atMost) > 0 ? atMost : asked;
    }

    /**
     * What is left once a person has taken tools off and shortened it. A form that was made by hand adds nothing.
     *
     * @param places of the tools that he left, among those that he was shown
     * @param minutes for how long
     * @param atMost for how long he was offered it
     * @return refused with what he is told
     */
    Result<TaskDetails, String> narrowed(List<String> places, String minutes, Duration atMost) {
        if (places.isEmpty()) return Result.refused("Leave it at least one tool, or refuse.");
        var left = new TreeSet<Integer>();
        for (var place : places) {
            if (!place.matches("\\d{1,3}")
                    || Integer.parseInt(place) >= tools.size()
                    || !left.add(Integer.parseInt(place)))
                return Result.refused("This names a tool that you were not shown. Please look at the page again.");
        }
        return DurationChoices.read(minutes, atMost)
                .map(lasting -> new TaskDetails(
                        agent, task, identifiers, left.stream().map(tools::get).toList(), lasting));
    }

    /** The same, with these tools. */
    TaskDetails with(List<ToolScope> limited) {
        return new TaskDetails(agent, task, identifiers, limited, duration);
    }
}
