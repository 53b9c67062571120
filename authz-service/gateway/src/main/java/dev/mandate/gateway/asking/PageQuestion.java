package dev.mandate.gateway.asking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.result.Result;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server leads a person to a page: over HTTPS, on a host that its operator has named. What he does there, nobody here learns. */
final class PageQuestion {
    private static final int LONGEST_URL = 2048;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    private PageQuestion() {}

    static Result<ServerQuestion, String> of(McpServer server, ObjectNode params) {
        if (!server.asks().contains(Askable.PAGE)) return Result.refused("This server leads nobody to pages");
        var message = params.path("message").asText("");
        if (message.isBlank() || message.length() > FormQuestion.LONGEST_MESSAGE)
            return Result.refused("message must be a text of at most " + FormQuestion.LONGEST_MESSAGE + " characters");
        var url = url(params.path("url").asText(""));
        if (url == null) return Result.refused("url must be the address of a page, over https");
        if (!server.pages().contains(url.getRawAuthority()))
            return Result.refused("This server leads nobody to pages of another host");
        var shown = ServerJson.object()
                .put("mode", "url")
                .put(
                        "message",
                        "The server " + server.name() + " leads you to a page of " + url.getRawAuthority() + ": "
                                + PlainText.quoted(message, FormQuestion.LONGEST_MESSAGE))
                .put("url", url.toString());
        var id = params.path("elicitationId").asText("");
        if (ID.matcher(id).matches()) shown.put("elicitationId", id);
        Map<String, Object> arguments =
                Map.of("mode", "url", "message", message, "url", url.toString(), "host", url.getRawAuthority());
        return Result.done(new ServerQuestion(Askable.PAGE, arguments, shown, PageQuestion::answer));
    }

    private static @Nullable URI url(String text) {
        if (text.length() > LONGEST_URL) return null;
        try {
            var url = URI.create(text);
            return "https".equals(url.getScheme()) && url.getHost() != null && url.getRawUserInfo() == null
                    ? url
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Optional<ObjectNode> answer(ObjectNode result) {
        var action = result.path("action");
        if (!action.asText("").equals("accept") && !ServerQuestion.isPutAway(action)) return Optional.empty();
        return Optional.of(ServerJson.object().put("action", action.asText()));
    }
}
