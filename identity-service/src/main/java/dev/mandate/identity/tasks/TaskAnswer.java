package dev.mandate.identity.tasks;

import dev.mandate.identity.limits.ToolLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a person answered on a page that asks for a task, as he typed it.
 *
 * @param tools that he left, as the page's form names them
 * @param minutes for how long
 * @param words what it is for, in his own; empty for nothing
 * @param limits what he typed to limit the tools further, by the names of the fields
 */
public record TaskAnswer(List<String> tools, String minutes, String words, Map<String, String> limits) {
    /** What he is told who looks once more at what he leaves, before he answers. */
    public static final String NOTHING_YET =
            "Nothing is agreed to yet. This is what you would leave it; what can't be says so beside its field.";

    public TaskAnswer {
        tools = List.copyOf(tools);
        limits = Map.copyOf(limits);
    }

    /** @param form as a browser sent it */
    public static TaskAnswer of(Map<String, List<String>> form) {
        var limits = new HashMap<String, String>();
        form.forEach((name, values) -> {
            if (name.startsWith(ToolLimits.PREFIX)) limits.put(name, String.join("\n", values));
        });
        return new TaskAnswer(
                form.getOrDefault("tool", List.of()), first(form, "minutes"), first(form, "words"), limits);
    }

    private static String first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }
}
