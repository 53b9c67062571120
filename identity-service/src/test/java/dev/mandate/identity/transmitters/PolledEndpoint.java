package dev.mandate.identity.transmitters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.mandate.identity.TestCertificate;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where a transmitter that doesn't push has its signals (RFC 8936), behind an authorization server of its own. */
final class PolledEndpoint implements AutoCloseable {
    static final String CLIENT = "mandate at mdm";
    static final String SECRET = "s3cret:of us";

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> taken = new CopyOnWriteArrayList<>();
    final Map<String, JsonNode> refused = new ConcurrentHashMap<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    final List<JsonNode> asked = new CopyOnWriteArrayList<>();

    /** The one header with which it answers. */
    volatile String takes = "Bearer of-the-mdm";

    private final Map<String, String> waiting = new ConcurrentSkipListMap<>();
    private final HttpsServer server = TestCertificate.server();

    PolledEndpoint() {
        server.createContext("/poll", this::poll);
        server.createContext("/token", this::token);
        server.start();
    }

    void tells(String id, String token) {
        waiting.put(id, token);
    }

    Map<String, Object> byHeader() {
        return Map.of("url", at("/poll"), "authorization", "Bearer of-the-mdm");
    }

    Map<String, Object> byClient() {
        return Map.of(
                "url",
                at("/poll"),
                "client",
                Map.of("tokenUrl", at("/token"), "id", CLIENT, "secret", SECRET, "scope", "ssf.read"));
    }

    private String at(String path) {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    private void poll(HttpExchange exchange) throws IOException {
        var ask = JSON.readTree(exchange.getRequestBody());
        if (!takes.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, JSON.createObjectNode());
            return;
        }
        asked.add(ask);
        for (var error : ask.path("setErrs").properties()) {
            waiting.remove(error.getKey());
            refused.put(error.getKey(), error.getValue());
        }
        for (var id : ask.path("ack")) if (waiting.remove(id.asText()) != null) taken.add(id.asText());
        var answer = JSON.createObjectNode();
        var sets = answer.putObject("sets");
        waiting.entrySet().stream()
                .limit(ask.path("maxEvents").asInt(100))
                .forEach(each -> sets.put(each.getKey(), each.getValue()));
        answer(exchange, 200, answer.put("moreAvailable", sets.size() < waiting.size()));
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var basic = "Basic " + Base64.getEncoder().encodeToString("mandate+at+mdm:s3cret%3Aof+us".getBytes(UTF_8));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || !form.equals("grant_type=client_credentials&scope=ssf.read")) {
            answer(exchange, 401, JSON.createObjectNode().put("error", "invalid_client"));
            return;
        }
        var token = "token-" + tokens.size();
        tokens.add(token);
        takes = "Bearer " + token;
        answer(
                exchange,
                200,
                JSON.createObjectNode()
                        .put("access_token", token)
                        .put("token_type", "Bearer")
                        .put("expires_in", 300));
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        var bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
