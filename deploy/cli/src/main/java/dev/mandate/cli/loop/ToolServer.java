package dev.mandate.cli.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mandate.embedded.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An MCP server of some tools, of the version without sessions, in this process. It asks nobody who calls: that is what stands before it for. */
public final class ToolServer implements AutoCloseable {
    /** The version of the protocol that it speaks. */
    public static final String VERSION = "2026-07-28";

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * One tool.
     *
     * @param description what a model reads of it
     * @param arguments their JSON Schemas, by name
     * @param does what comes of a call, told as text, by its arguments
     */
    public record Tool(String description, Map<String, Object> arguments, Function<JsonNode, String> does) {}

    private final Map<String, Tool> tools;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param tools by name */
    public ToolServer(Map<String, Tool> tools) throws IOException {
        this.tools = tools;
        this.http = HttpServer.create(new InetSocketAddress(Loopback.ADDRESS, 0), 0);
        http.setExecutor(threads);
        http.createContext("/mcp", this::take);
        http.start();
    }

    public String url() {
        return "http://" + Loopback.ADDRESS + ":" + http.getAddress().getPort() + "/mcp";
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var message = JSON.readTree(exchange.getRequestBody());
            var result = result(message);
            if (result == null) {
                exchange.sendResponseHeaders(202, -1);
                return;
            }
            var answer = JSON.createObjectNode().put("jsonrpc", "2.0");
            answer.set("id", message.path("id"));
            answer.set("result", result);
            var bytes = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private @Nullable ObjectNode result(JsonNode message) {
        return switch (message.path("method").asText()) {
            case "server/discover" -> discovered();
            case "tools/list" -> listed();
            case "tools/call" -> called(message.path("params"));
            default -> null;
        };
    }

    private static ObjectNode discovered() {
        var result = JSON.createObjectNode();
        result.putArray("supportedVersions").add(VERSION);
        result.putObject("capabilities").putObject("tools");
        return result;
    }

    private ObjectNode listed() {
        var result = JSON.createObjectNode();
        var all = result.putArray("tools");
        tools.forEach((name, tool) -> all.addObject()
                .put("name", name)
                .put("description", tool.description())
                .putObject("inputSchema")
                .put("type", "object")
                .set("properties", JSON.valueToTree(tool.arguments())));
        return result;
    }

    private ObjectNode called(JsonNode params) {
        var tool = tools.get(params.path("name").asText());
        var says = tool == null ? "there is no such tool" : tool.does().apply(params.path("arguments"));
        var result = JSON.createObjectNode().put("isError", tool == null);
        result.putArray("content").addObject().put("type", "text").put("text", says);
        return result;
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
