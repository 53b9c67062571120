package dev.mandate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mandate.embedded.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The MCP server behind the gateways, of the version without sessions. What it executes is on the ledger before it answers, so that nobody who
 * ends meanwhile can have it forgotten.
 */
final class ToolServer implements AutoCloseable {
    /** As the file of servers has it. */
    static final String NAME = "crm";

    /** What the catalogue calls its tools, by their names here. */
    static final Map<String, String> TOOLS =
            Map.of(Worker.READING, Worker.READ, Worker.SENDING, Worker.SEND, Worker.DELETING, Worker.DELETE);

    /** Long enough for a call to be under way whenever a gateway ends. */
    private static final int LONGEST_MILLIS = 800;

    private static final JsonMapper JSON = new JsonMapper();

    private final Ledger ledger;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ToolServer(Ledger ledger) throws IOException {
        this.ledger = ledger;
        this.http = HttpServer.create(new InetSocketAddress(Loopback.ADDRESS, 0), 0);
        http.setExecutor(threads);
        http.createContext("/mcp", this::take);
        http.start();
    }

    String url() {
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
        result.putArray("supportedVersions").add(GatewayCalls.VERSION);
        result.putObject("capabilities").putObject("tools");
        return result;
    }

    private static ObjectNode listed() {
        var result = JSON.createObjectNode();
        var all = result.putArray("tools");
        for (var tool : TOOLS.keySet())
            all.addObject()
                    .put("name", tool)
                    .put("description", "Does it, and counts that it did.")
                    .putObject("inputSchema")
                    .put("type", "object");
        return result;
    }

    private ObjectNode called(JsonNode params) {
        var arguments = new ArrayList<String>();
        params.path("arguments").forEach(one -> arguments.add(one.asText()));
        ledger.executed(
                String.valueOf(CallId.among(arguments)),
                TOOLS.getOrDefault(params.path("name").asText(), "none"));
        Patience.pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(LONGEST_MILLIS)));
        var result = JSON.createObjectNode();
        result.putArray("content").addObject().put("type", "text").put("text", "it is done");
        return result;
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
