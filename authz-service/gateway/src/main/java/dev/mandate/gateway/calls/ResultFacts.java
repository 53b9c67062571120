package dev.mandate.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.recording.ShownTexts;
import dev.mandate.authz.recording.ToldFields;
import dev.mandate.authz.recording.TrustedValues;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an answer, and of what came before it: never the answer itself. A model reads all of it, errors and names of members too,
 * so that is what is looked through.
 */
public final class ResultFacts {
    private final Status status;
    private final ShownTexts shown = new ShownTexts();
    private @Nullable ObjectNode result;

    private ResultFacts(Status status, List<JsonNode> before) {
        this.status = status;
        before.forEach(this::collect);
    }

    private ResultFacts(JsonRpcAnswer answer, List<JsonNode> before) {
        this(status(answer), before);
        var error = answer.error();
        result = answer.result();
        collect(result);
        if (error == null) return;
        shown.add(error.message());
        collect(error.data());
    }

    public static ResultFacts of(JsonRpcAnswer answer) {
        return of(answer, List.of());
    }

    /** @param before what its client heard of the server on the way */
    static ResultFacts of(JsonRpcAnswer answer, List<JsonNode> before) {
        return new ResultFacts(answer, before);
    }

    /** Of an answer that nobody gets to see: what was heard before is all that was shown of it. */
    static ResultFacts cutOff(Status status, List<JsonNode> before) {
        return new ResultFacts(status, before);
    }

    /** To look through it takes so long that nobody else should wait for it. */
    boolean isLong() {
        return shown.isLong();
    }

    /** What a model reads of it, names of members too. */
    public List<String> texts() {
        return shown.texts();
    }

    /** Once. */
    public ToolResult told() {
        return told(ToldFields.NONE);
    }

    /**
     * Once.
     *
     * @param fields of the tool's answers of which more is told than what they identify
     */
    public ToolResult told(ToldFields fields) {
        return shown.told(status, fields, this::document);
    }

    /**
     * The same with which answer it was.
     *
     * @param decision by which it was given
     * @param receipts by which it is told which it was
     */
    public ToolResult told(ToldFields fields, DecisionId decision, Receipts receipts) {
        var told = told(fields);
        return result == null ? told : told.of(receipts.answer(decision, ServerJson.write(result)));
    }

    /** Its structured content, or where it has none, the one text that is all of its content. */
    private @Nullable JsonNode document() {
        if (result == null) return null;
        if (result.has("structuredContent")) return result.get("structuredContent");
        var content = result.path("content");
        var only = content.path(0);
        return content.size() == 1 && only.path("type").asText().equals("text")
                ? TrustedValues.document(only.path("text").asText())
                : null;
    }

    private static Status status(JsonRpcAnswer answer) {
        var result = answer.result();
        var failed = result == null || result.path("isError").asBoolean(false);
        return failed ? Status.FAILED : Status.SUCCEEDED;
    }

    /** Every text of it, whatever it is called: what a model reads may be anywhere. */
    private void collect(@Nullable JsonNode node) {
        if (node == null) return;
        if (node.isValueNode()) shown.add(node.asText());
        else if (node.isObject()) {
            for (var member : node.properties()) {
                shown.add(member.getKey());
                collect(member.getValue());
            }
        } else node.forEach(this::collect);
    }
}
