package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.LogLevel;
import dev.mandate.gateway.protocol.McpMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a server's notifications about a request its client is told: how far it is, if it asked for that, and messages from the level on that it
 * asked for. Each is written anew, so that nothing else gets through with it.
 *
 * @param token that the client gave for progress; missing where it gave none
 * @param from null where it asked for no messages
 */
record Notifications(JsonNode token, @Nullable LogLevel from) {
    private static final int LONGEST_TEXT = 2000;

    boolean ofProgress() {
        return !token.isMissingNode();
    }

    Optional<ObjectNode> told(ObjectNode notification) {
        var params = notification.path("params");
        var method = McpMethod.of(notification.path("method").asText(""), McpMethod.From.SERVER);
        if (method.isEmpty()) return Optional.empty();
        return switch (method.get()) {
            case PROGRESS -> progress(params);
            case MESSAGE -> message(params);
            default -> Optional.empty();
        };
    }

    private Optional<ObjectNode> progress(JsonNode params) {
        if (!ofProgress() || !params.path("progress").isNumber()) return Optional.empty();
        var told = ServerJson.object();
        told.set("progressToken", token);
        told.set("progress", params.get("progress"));
        if (params.path("total").isNumber()) told.set("total", params.get("total"));
        if (params.path("message").isTextual())
            told.put("message", cut(params.get("message").textValue()));
        return Optional.of(notification(McpMethod.PROGRESS, told));
    }

    private Optional<ObjectNode> message(JsonNode params) {
        var level = LogLevel.of(params.path("level").asText(""));
        if (from == null || level.isEmpty() || level.get().compareTo(from) < 0) return Optional.empty();
        var told = ServerJson.object().put("level", params.path("level").asText());
        if (params.path("logger").isTextual())
            told.put("logger", cut(params.get("logger").textValue()));
        var data = params.path("data");
        if (data.isTextual()) told.put("data", cut(data.textValue()));
        else if (data.toString().length() <= LONGEST_TEXT) told.set("data", data);
        return Optional.of(notification(McpMethod.MESSAGE, told));
    }

    private static ObjectNode notification(McpMethod method, ObjectNode params) {
        var notification = ServerJson.object().put("jsonrpc", "2.0").put("method", method.text());
        notification.set("params", params);
        return notification;
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }
}
