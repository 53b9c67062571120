package dev.mandate.identity.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.identity.limits.ToolLimits;
import dev.mandate.messaging.result.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What comes of all limits that a person typed: what he left of each tool, or that something is wrong with what he typed. */
final class TypedLimits {
    /** Of all tools with their limits, in bytes of JSON: the trail tells both what was asked for and this. */
    private static final int LARGEST = 16 * 1024;

    private static final String WRONG =
            "Nothing was agreed to yet: some of what you typed can't be, as it says beside it. Please look again.";
    private static final String GONE = "A tool has changed meanwhile, so that one of your limits has no place any more."
            + " Please look at the page again.";
    private static final String TOO_MUCH = "These limits are too many to keep. Please name fewer.";

    private TypedLimits() {}

    /**
     * @param offered how each tool that was shown can be limited
     * @param left those of them that he left
     */
    static Result<List<ToolScope>, TaskRefusal> read(
            List<ToolLimits> offered, List<ToolLimits> left, Map<String, String> typed) {
        if (hasOthers(offered, typed)) return Result.refused(new TaskRefusal(GONE));
        var tools = new ArrayList<ToolScope>();
        var wrong = false;
        for (var form : left) {
            var read = form.read(typed);
            tools.add(read.tool());
            wrong |= !read.faults().isEmpty();
        }
        if (wrong) return Result.refused(new TaskRefusal(WRONG));
        return size(tools) <= LARGEST ? Result.done(tools) : Result.refused(new TaskRefusal(TOO_MUCH));
    }

    /** What has no place isn't passed over: without it the task would be wider than he said. */
    private static boolean hasOthers(List<ToolLimits> offered, Map<String, String> typed) {
        var names = new HashSet<String>();
        offered.forEach(form -> names.addAll(form.names()));
        return typed.entrySet().stream()
                .anyMatch(entry -> !entry.getValue().isBlank() && !names.contains(entry.getKey()));
    }

    private static int size(List<ToolScope> tools) {
        try {
            return EventJson.mapper().writeValueAsBytes(tools).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write tools as JSON", e);
        }
    }
}
