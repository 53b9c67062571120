package dev.mandate.identity.tasks;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.messaging.result.Result;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a person lets a client do at an MCP server.
 *
 * @param words what it is for, in his own; empty where he said nothing
 */
record ServerTask(List<ToolScope> tools, Duration duration, String words) {
    ServerTask {
        tools = List.copyOf(tools);
    }

    boolean names(String tool) {
        return tools.stream().anyMatch(it -> it.tool().equals(tool));
    }

    /** The same, with these limits. */
    ServerTask with(List<ToolScope> limited) {
        return new ServerTask(limited, duration, words);
    }

    /**
     * As a page sent it. A form that was made by hand gives nothing that isn't offered.
     *
     * @param offered the tools that there are now
     * @param atMost for how long he was offered it
     * @return refused with what he is told
     */
    static Result<ServerTask, String> read(
            List<String> tools, String minutes, String words, Collection<String> offered, Duration atMost) {
        var left = new LinkedHashSet<>(tools);
        if (left.isEmpty()) return Result.refused("Leave it at least one tool, or refuse.");
        if (left.size() < tools.size() || !offered.containsAll(left))
            return Result.refused("This names a tool that you were not shown. Please look at the page again.");
        if (left.size() > TaskDetails.MOST_TOOLS)
            return Result.refused("These are more than " + TaskDetails.MOST_TOOLS + " tools. Please leave it fewer.");
        return DurationChoices.read(minutes, atMost)
                .then(lasting -> said(words).map(said -> new ServerTask(without(left), lasting, said)));
    }

    private static List<ToolScope> without(Collection<String> tools) {
        return tools.stream()
                .sorted()
                .map(tool -> new ToolScope(tool, List.of()))
                .toList();
    }

    private static Result<String, String> said(String words) {
        var said = words.strip();
        return said.length() <= TaskDetails.LONGEST_TASK && PlainText.is(said)
                ? Result.done(said)
                : Result.refused("What it is for is one line of at most " + TaskDetails.LONGEST_TASK + " characters.");
    }
}
