package dev.mandate.messaging.outputs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Takes what is posted to it, and answers as it is told. */
public final class HookServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<Posted> answers = it -> 204;

    public record Posted(Headers headers, String body) {
        public String header(String name) {
            return headers.getFirst(name);
        }
    }

    public HookServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var request = new Posted(
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            posted.add(request);
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(
                    exchange.getRequestURI().getPath().equals("/moved") ? 302 : answers.applyAsInt(request), -1);
            exchange.close();
        });
        server.createContext("/endless", exchange -> body(exchange, Integer.MAX_VALUE));
        server.createContext("/silent", exchange -> body(exchange, 1));
        server.setExecutor(threads);
        server.start();
    }

    /** After so many pieces nothing more comes, until this is closed. */
    private void body(HttpExchange exchange, int pieces) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            for (int n = 0; n < pieces; n++) {
                out.write(new byte[4096]);
                out.flush();
            }
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void takesOnly(Predicate<Posted> takes) {
        answers(it -> takes.test(it) ? 204 : 503);
    }

    public void answers(ToIntFunction<Posted> status) {
        answers = status;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public List<Posted> posted() {
        return posted;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
