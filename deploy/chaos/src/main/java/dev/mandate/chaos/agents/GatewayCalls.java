package dev.mandate.chaos.agents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mandate.chaos.installation.Replica;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.loop.ToolServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * MCP's client side, of the version without sessions: where a gateway doesn't take the connection or the call (503), another one is asked; a call of which nobody
 * knows what became is made no second time.
 */
public final class GatewayCalls {
    static final String VERSION = ToolServer.VERSION;
    private static final int UNKNOWN_TOOL = -32602;
    private static final int UNAVAILABLE = 503;
    /** Shorter than some pauses. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<Replica> gateways;
    private final Ledger ledger;
    private final AtomicInteger turns = new AtomicInteger();

    /** What the client knows of its call. */
    enum Outcome {
        DONE,
        /** It may be asked for again. */
        NOT_DONE,
        NOBODY_KNOWS
    }

    public GatewayCalls(List<Replica> gateways, Ledger ledger) {
        this.gateways = gateways;
        this.ledger = ledger;
    }

    /**
     * Asked once.
     *
     * @param call its id, among the arguments
     * @param tool as the server calls it
     */
    Outcome make(String call, String token, String tool, Map<String, Object> arguments) {
        var first = turns.getAndIncrement();
        for (int i = 0; i < gateways.size(); i++) {
            var gateway = gateways.get(Math.floorMod(first + i, gateways.size()));
            try {
                var response = http.send(request(gateway, token, tool, arguments), BodyHandlers.ofByteArray());
                // it ends, or is about to know who asks: nothing was done
                if (response.statusCode() != UNAVAILABLE) return noted(call, response);
            } catch (ConnectException e) {
                // nobody was asked
            } catch (IOException e) {
                ledger.unanswered();
                ledger.unknown(call);
                return Outcome.NOBODY_KNOWS;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        return Outcome.NOT_DONE;
    }

    private static HttpRequest request(Replica gateway, String token, String tool, Map<String, Object> arguments)
            throws IOException {
        var meta = Map.of(
                "io.modelcontextprotocol/protocolVersion",
                VERSION,
                "io.modelcontextprotocol/clientCapabilities",
                Map.of());
        var message = new HashMap<String, Object>(Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call"));
        message.put("params", Map.of("name", tool, "arguments", arguments, "_meta", meta));
        return HttpRequest.newBuilder(URI.create(gateway.url() + "/mcp/" + CountedTools.SERVER))
                .timeout(LONGEST)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", VERSION)
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool)
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(message)))
                .build();
    }

    /** Also that a call is denied since its task has ended: by the status its client is led to its person. */
    private static boolean isAnswer(HttpResponse<byte[]> response) {
        return response.statusCode() == 200
                || response.statusCode() == 401 && new String(response.body(), UTF_8).startsWith("{\"jsonrpc\"");
    }

    private Outcome noted(String call, HttpResponse<byte[]> response) throws IOException {
        if (!isAnswer(response)) {
            ledger.refused.add("a gateway: " + response.statusCode() + " " + new String(response.body(), UTF_8));
            return Outcome.NOT_DONE;
        }
        var answer = message(response);
        var result = answer.path("result");
        if (answer.at("/error/code").asInt() == UNKNOWN_TOOL) return notDone(call);
        if (result.path("isError").asBoolean()) {
            var decision = result.at("/_meta/dev.mandate~1decision");
            ledger.denied(decision.path("id").asText(), decision.path("reason").asText());
            return notDone(call);
        }
        if (!result.has("content")) return failed(call, answer);
        ledger.done(call);
        return Outcome.DONE;
    }

    private Outcome notDone(String call) {
        ledger.notDone(call);
        return Outcome.NOT_DONE;
    }

    private Outcome failed(String call, JsonNode answer) {
        ledger.unknown(call);
        ledger.failed(answer.at("/error/message").asText().replaceAll("dec_\\w+", "…"));
        return Outcome.NOBODY_KNOWS;
    }

    /** An object, or the last of a stream. */
    private static JsonNode message(HttpResponse<byte[]> response) throws IOException {
        var type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("text/event-stream")) return JSON.readTree(response.body());
        @Nullable String last = null;
        for (var line : new String(response.body(), UTF_8).split("\n"))
            if (line.startsWith("data:")) last = line.substring("data:".length());
        if (last == null) throw new IOException("the stream broke off");
        return JSON.readTree(last);
    }
}
