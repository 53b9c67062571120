package dev.mandate.identity.consent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;

/** Stands where authz-service would be asked, and says of each tool what a test has it say. Where none stands nobody answers. */
public final class StandInAuthz implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Map<String, String>> says = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    final List<String> tokens = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile boolean hangs;
    volatile int status = 200;

    public StandInAuthz() {
        try {
            var url = URI.create(ConfigProvider.getConfig().getValue("mandate.authz.urls", String.class));
            server = HttpServer.create(new InetSocketAddress(url.getHost(), url.getPort()), 0);
            server.setExecutor(threads);
            server.createContext("/prospects", this::answer);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Beside what it said before, in this order; of all else that it is asked about it says nothing. */
    public StandInAuthz says(String tool, String prospect, String explanation) {
        says.add(Map.of("tool", tool, "prospect", prospect, "explanation", explanation));
        return this;
    }

    void saysNothing() {
        says.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length()));
        JSON.readTree(exchange.getRequestBody()).path("tools").forEach(tool -> asked.add(tool.asText()));
        if (hangs) awaitEnd();
        var answer =
                JSON.writeValueAsString(Map.of("tools", new ArrayList<>(says))).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
