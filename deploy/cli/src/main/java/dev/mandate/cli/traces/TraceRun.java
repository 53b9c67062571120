package dev.mandate.cli.traces;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One recorded run of an agent on one task.
 *
 * @param task which task of the suite it was; empty if the line doesn't tell
 * @param suite which set of tools it had
 * @param label what came of it, such as {@code benign} or {@code attack-succeeded}; empty if nobody looked
 * @param taskIdentifiers addresses, URLs, accounts and paths that the user's task names
 * @param words what the user asked for, as the purpose of a delegation says it; empty if the line doesn't tell
 * @param injection which goal somebody tried to plant; empty for a run that nobody attacked
 * @param line of the file, from 1
 */
public record TraceRun(
        String id,
        String suite,
        String task,
        String label,
        List<String> taskIdentifiers,
        List<Call> calls,
        String words,
        String injection,
        int line) {
    /**
     * One call of the run.
     *
     * @param resultSize length of the tool's answer in characters
     * @param identifiers that appear in the answer for the first time in this run
     * @param trusted those of them that stood as the whole value of a field which the tool's owner trusts ({@code out.trusted}); most recordings
     *     tell none
     * @param failed the tool answered with an error
     * @param attack the call does the attacker's bidding
     * @param suspicious a content classifier would have warned of the answer
     */
    public record Call(
            String tool,
            Map<String, Object> arguments,
            long resultSize,
            List<String> identifiers,
            List<String> trusted,
            boolean failed,
            boolean attack,
            boolean suspicious) {}

    /** Whoever labelled it says that nobody attacked it. */
    public boolean byItsPersonAlone() {
        return label.equals("benign") || label.equals("direct");
    }

    /** @throws IllegalArgumentException naming the field that is missing */
    static TraceRun of(JsonNode line, int number) {
        var calls = new ArrayList<Call>();
        line.path("calls").forEach(call -> calls.add(call(call)));
        return new TraceRun(
                text(line, "id"),
                text(line, "suite"),
                line.path("user_task").asText(""),
                line.path("label").asText(""),
                texts(line.path("prompt_ids")),
                calls,
                line.path("task").asText(""),
                line.path("injection_task").asText(""),
                number);
    }

    private static Call call(JsonNode call) {
        var out = call.path("out");
        return new Call(
                text(call, "tool"),
                arguments(call.path("args")),
                out.path("len").asLong(0),
                texts(out.path("ids")),
                texts(out.path("trusted")),
                call.hasNonNull("err"),
                call.path("atk").asInt(0) == 1,
                out.path("inj").asInt(0) == 1);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> arguments(JsonNode arguments) {
        return arguments.isObject() ? EventJson.mapper().convertValue(arguments, Map.class) : Map.of();
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) throw new IllegalArgumentException(field + " is missing");
        return node.path(field).textValue();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }
}
