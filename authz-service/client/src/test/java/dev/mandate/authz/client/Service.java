package dev.mandate.authz.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that answers as it is told. */
final class Service implements AutoCloseable {
    static final String ALLOW = "{\"decision\":true,\"context\":{\"id\":\"dec_1\"}}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
    final List<String> paths = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    volatile String answer = ALLOW;
    volatile String retryAfter = "";
    volatile Runnable before = () -> {};
    private HttpServer server;
    private final int port;

    Service() {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    private HttpServer listen(int on) {
        try {
            var listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 0);
            listening.setExecutor(threads);
            listening.createContext("/", this::answer);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        connections.add(exchange.getRemoteAddress().getPort());
        paths.add(exchange.getRequestURI().getPath());
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        before.run();
        var octets = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (!retryAfter.isEmpty()) exchange.getResponseHeaders().add("Retry-After", retryAfter);
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int connections() {
        return connections.size();
    }

    int asked() {
        return paths.size();
    }

    void stop() {
        server.stop(0);
    }

    void startAgain() {
        server = listen(port);
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
