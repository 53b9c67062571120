package dev.mandate.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.provenance.Mention;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is told of an answer: never the answer itself. */
final class ResultFacts {
    /** Of identifiers, as many as a record of actions has room for beside the arguments. */
    private static final int MOST_BYTES = 64 * 1024;

    private static final int MOST = 1024;

    /** Of texts, what is read in one go: a reader finds so many identifiers in each. */
    private static final int PIECE = 4 * 1024;

    private static final int MOST_READ = 1024 * 1024;

    private ResultFacts() {}

    static ToolResult of(JsonRpcAnswer answer) {
        var result = answer.result();
        if (result == null) {
            var error = answer.error();
            return new ToolResult(
                    Status.FAILED, error == null ? 0 : error.message().length(), List.of(), null);
        }
        var texts = new ArrayList<String>();
        collect(result, texts);
        var size = texts.stream().mapToLong(String::length).sum();
        var failed = result.path("isError").asBoolean(false);
        return new ToolResult(failed ? Status.FAILED : Status.SUCCEEDED, size, identifiers(texts), null);
    }

    /** Every text of it, whatever it is called: what a model reads may be anywhere. */
    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) texts.add(node.textValue());
        else if (node.isValueNode()) texts.add(node.asText());
        else node.forEach(inner -> collect(inner, texts));
    }

    private static List<String> identifiers(List<String> texts) {
        Set<String> found = new LinkedHashSet<>();
        var bytes = 0;
        var read = 0;
        for (var text : texts) {
            for (var from = 0; from < text.length() && read < MOST_READ; ) {
                var to = end(text, from);
                read += to - from;
                for (var mention : Mention.in(Map.of("", text.substring(from, to)))) {
                    var identifier = mention.identifier().value();
                    if (found.contains(identifier)) continue;
                    bytes += EncodedText.bytes(identifier);
                    if (found.size() == MOST || bytes > MOST_BYTES) return List.copyOf(found);
                    found.add(identifier);
                }
                from = to;
            }
        }
        return List.copyOf(found);
    }

    /** At white space, so that no identifier is cut in two, unless there is none. */
    private static int end(String text, int from) {
        var limit = Math.min(text.length(), from + PIECE);
        if (limit == text.length()) return limit;
        for (var at = limit; at > from; at--) if (Character.isWhitespace(text.charAt(at - 1))) return at;
        return limit;
    }
}
