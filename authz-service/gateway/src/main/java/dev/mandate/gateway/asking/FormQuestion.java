package dev.mandate.gateway.asking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server has a person fill a form: a few fields that say what they are for, none of which may be for a secret. */
final class FormQuestion {
    static final int LONGEST_MESSAGE = 2000;
    private static final int MOST_FIELDS = 20;

    /** Characters of the form, and of what is filled in. */
    private static final int ROOM = 16 * 1024;

    private FormQuestion() {}

    static Result<ServerQuestion, String> of(McpServer server, ObjectNode params) {
        if (!server.asks().contains(Askable.FORM)) return Result.refused("This server has nobody fill forms");
        var message = params.path("message").asText("");
        if (message.isBlank() || message.length() > LONGEST_MESSAGE)
            return Result.refused("message must be a text of at most " + LONGEST_MESSAGE + " characters");
        var schema = params.path("requestedSchema");
        if (ServerJson.left(schema, ROOM) < 0) return Result.refused("requestedSchema is too long");
        if (asksForSecret(message) || asksForSecret(schema))
            return Result.refused("It asks for what may be a secret, which belongs into no form; lead to a page");
        var fields = ServerJson.object();
        for (var field : schema.path("properties").properties()) {
            var written = FormField.written(field.getValue());
            if (written.isEmpty() || !PlainText.is(field.getKey()))
                return Result.refused("A field of the form is of no kind that forms have");
            fields.set(field.getKey(), written.get());
        }
        if (fields.size() > MOST_FIELDS) return Result.refused("A form has at most " + MOST_FIELDS + " fields");
        var form = ServerJson.object().put("type", "object");
        form.set("properties", fields);
        var required = form.putArray("required");
        for (var name : schema.path("required")) if (fields.has(name.asText(""))) required.add(name.asText());
        var shown = ServerJson.object()
                .put(
                        "message",
                        "The server " + server.name() + " asks, and gets what you answer: "
                                + PlainText.quoted(message, LONGEST_MESSAGE));
        shown.set("requestedSchema", form);
        List<String> names = new ArrayList<>();
        fields.fieldNames().forEachRemaining(names::add);
        Map<String, Object> arguments = Map.of("mode", "form", "message", message, "asksFor", List.copyOf(names));
        return Result.done(new ServerQuestion(Askable.FORM, arguments, shown, result -> answer(result, fields)));
    }

    private static boolean asksForSecret(String text) {
        return Secrets.isAskedFor(text);
    }

    /** In any text of it, and in any name. */
    private static boolean asksForSecret(JsonNode node) {
        if (node.isTextual()) return asksForSecret(node.textValue());
        for (var member : node.properties()) if (asksForSecret(member.getKey())) return true;
        for (var part : node) if (asksForSecret(part)) return true;
        return false;
    }

    /** What was asked and nothing else: each field of its kind. */
    private static Optional<ObjectNode> answer(ObjectNode result, ObjectNode fields) {
        var action = result.path("action");
        if (ServerQuestion.isPutAway(action))
            return Optional.of(ServerJson.object().put("action", action.asText()));
        if (!action.asText("").equals("accept") || ServerJson.left(result, ROOM) < 0) return Optional.empty();
        var answer = ServerJson.object().put("action", "accept");
        var content = answer.putObject("content");
        for (var given : result.path("content").properties()) {
            var field = fields.get(given.getKey());
            if (!(field instanceof ObjectNode kind) || !FormField.takes(kind, given.getValue()))
                return Optional.empty();
            content.set(given.getKey(), given.getValue());
        }
        return Optional.of(answer);
    }
}
