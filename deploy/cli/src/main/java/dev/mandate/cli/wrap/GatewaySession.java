package dev.mandate.cli.wrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's session with a server behind the gateway, in either era of the protocol. One that the gateway has forgotten, since it began anew
 * or the agent has another task, is begun again as the client began it.
 */
final class GatewaySession {
    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "MCP-Protocol-Version";
    private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<JsonNode, CompletableFuture<HttpResponse<InputStream>>> underWay = new ConcurrentHashMap<>();
    private final URI endpoint;
    private final Bridge.Tokens tokens;
    private volatile @Nullable Begun begun;

    /** As the client began it, and what the gateway made of it. */
    private record Begun(ObjectNode initialize, @Nullable String session, String version) {}

    GatewaySession(URI endpoint, Bridge.Tokens tokens) {
        this.endpoint = endpoint;
        this.tokens = tokens;
    }

    /**
     * Takes a message to the gateway.
     *
     * @param said told each message that comes of it
     * @return false for a request whose answer didn't come
     */
    boolean ask(ObjectNode message, Consumer<JsonNode> said) throws IOException {
        var method = message.path("method").asText();
        if (method.equals("initialize")) return begin(message, said);
        var at = begun;
        // Of the version without sessions, who goes away cancels.
        if (method.equals("notifications/cancelled") && at == null) return cancel(message.at("/params/requestId"));
        var response = send(message, at);
        if (response.statusCode() == 404 && at != null) {
            response.body().close();
            response = send(message, again(at));
        }
        return answered(response, requestId(message), said);
    }

    /** The id of a request; null of what nobody answers, such as the client's answer to what a server asked. */
    static @Nullable JsonNode requestId(ObjectNode message) {
        return message.has("method") ? message.get("id") : null;
    }

    private boolean begin(ObjectNode initialize, Consumer<JsonNode> said) throws IOException {
        var response = send(initialize, null);
        return answered(response, initialize.get("id"), answer -> {
            if (answer.has("result"))
                begun = new Begun(
                        initialize,
                        response.headers().firstValue(SESSION).orElse(null),
                        answer.at("/result/protocolVersion").asText());
            said.accept(answer);
        });
    }

    /** Once for all requests that found it gone. */
    private synchronized @Nullable Begun again(Begun gone) throws IOException {
        if (begun != gone) return begun;
        begin(gone.initialize(), answer -> {});
        if (begun == gone) throw new IOException("The gateway doesn't take the session again; start the client anew");
        send((ObjectNode) JSON.readTree(INITIALIZED), begun).body().close();
        return begun;
    }

    /** The client is gone. */
    void end() {
        var at = begun;
        if (at == null || at.session() == null) return;
        try {
            exchange(request(at).DELETE().build(), null).body().close();
        } catch (IOException | RuntimeException e) {
            // it ends there by itself
        }
    }

    private boolean cancel(JsonNode id) {
        var exchange = underWay.remove(id);
        if (exchange != null) exchange.cancel(true);
        return true;
    }

    private HttpResponse<InputStream> send(ObjectNode message, @Nullable Begun at) throws IOException {
        var response = exchange(post(message, at), requestId(message));
        if (response.statusCode() != 401) return response;
        response.body().close();
        tokens.refused();
        return exchange(post(message, at), requestId(message));
    }

    private HttpRequest post(ObjectNode message, @Nullable Begun at) {
        var request = request(at)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofByteArray(message.toString().getBytes(UTF_8)));
        var method = message.path("method").asText();
        var stateless = message.at("/params/_meta").path(META_VERSION);
        if (stateless.isTextual()) {
            request.setHeader(VERSION, stateless.textValue());
            if (!method.isEmpty()) request.setHeader("Mcp-Method", method);
            var named = message.path("params").path(NAMED.getOrDefault(method, ""));
            if (named.isTextual()) request.setHeader("Mcp-Name", encoded(named.textValue()));
        }
        return request.build();
    }

    private HttpRequest.Builder request(@Nullable Begun at) {
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(LONGEST_WAIT)
                .header("Authorization", "Bearer " + tokens.token());
        if (at != null) {
            request.setHeader(VERSION, at.version());
            if (at.session() != null) request.setHeader(SESSION, at.session());
        }
        return request;
    }

    private HttpResponse<InputStream> exchange(HttpRequest request, @Nullable JsonNode id) throws IOException {
        var exchange = http.sendAsync(request, BodyHandlers.ofInputStream());
        if (id != null) underWay.put(id, exchange);
        try {
            return exchange.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectException)
                throw new IOException("No gateway answers at " + endpoint + "; deploy/mandate up starts it", e);
            throw new IOException("The gateway doesn't answer: " + e.getCause(), e);
        } catch (CancellationException e) {
            throw new IOException("cancelled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            if (id != null) underWay.remove(id);
        }
    }

    private boolean answered(HttpResponse<InputStream> response, @Nullable JsonNode id, Consumer<JsonNode> said)
            throws IOException {
        try (var body = response.body()) {
            if (id == null) return true;
            var type = response.headers().firstValue("Content-Type").orElse("");
            if (type.startsWith("text/event-stream")) return streamed(body, id, said);
            if (!type.startsWith("application/json"))
                throw new IOException("The gateway answered with the status " + response.statusCode());
            return told(JSON.readTree(body), id, said);
        }
    }

    private static boolean streamed(InputStream body, JsonNode id, Consumer<JsonNode> said) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(body, UTF_8));
        var data = new StringBuilder();
        var answered = false;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data:"))
                data.append(line.substring("data:".length()).strip());
            else if (line.isEmpty() && data.length() > 0) {
                answered |= told(JSON.readTree(data.toString()), id, said);
                data.setLength(0);
            }
        }
        return answered;
    }

    /** What the gateway refuses before it has read the request names none. */
    private static boolean told(JsonNode message, JsonNode id, Consumer<JsonNode> said) {
        var answer = message.has("result") || message.has("error");
        if (answer && !id.equals(message.get("id")) && message instanceof ObjectNode object) object.set("id", id);
        said.accept(message);
        return answer;
    }

    /** As MCP writes what isn't plain in a header. */
    private static String encoded(String value) {
        var plain = value.chars().allMatch(character -> character >= 0x20 && character < 0x7f)
                && value.equals(value.strip())
                && !value.startsWith("=?base64?");
        return plain ? value : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) + "?=";
    }
}
