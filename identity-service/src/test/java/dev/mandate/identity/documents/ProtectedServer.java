package dev.mandate.identity.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An MCP server with one tool, which answers as the gateway does: without a token it says where one is to be had, RFC 9728. */
final class ProtectedServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpServer server;
    private volatile @Nullable String token;

    ProtectedServer(String url, String issuer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        var uri = URI.create(url);
        var metadata = "/.well-known/oauth-protected-resource" + uri.getPath();
        server.createContext(
                metadata,
                exchange -> answer(
                        exchange,
                        200,
                        JSON.writeValueAsString(Map.of(
                                "resource",
                                url,
                                "authorization_servers",
                                java.util.List.of(issuer),
                                "scopes_supported",
                                java.util.List.of("tools:call")))));
        server.createContext(
                uri.getPath(), exchange -> call(exchange, uri.resolve(metadata).toString()));
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** That it was called with. */
    String token() {
        return java.util.Objects.requireNonNull(token);
    }

    private void call(HttpExchange exchange, String metadata) throws IOException {
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer resource_metadata=\"" + metadata + "\"");
            answer(exchange, 401, "{}");
            return;
        }
        token = authorization.substring("Bearer ".length());
        if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 405, "{}");
            return;
        }
        var message = JSON.readTree(exchange.getRequestBody());
        if (!message.has("id")) {
            answer(exchange, 202, "");
            return;
        }
        var result = message.path("method").asText().equals("initialize")
                ? "{\"protocolVersion\":\""
                        + message.at("/params/protocolVersion").asText()
                        + "\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"files\",\"version\":\"1\"}}"
                : "{\"tools\":[{\"name\":\"read\",\"inputSchema\":{\"type\":\"object\"}}]}";
        answer(exchange, 200, "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":" + result + "}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
