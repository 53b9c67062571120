package dev.mandate.audit.outputs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Takes what is posted to it, and answers as it is told. */
final class HookServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private volatile Predicate<Posted> takes = it -> true;

    record Posted(Headers headers, String body) {
        String header(String name) {
            return headers.getFirst(name);
        }
    }

    HookServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var request = new Posted(
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            posted.add(request);
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(
                    exchange.getRequestURI().getPath().equals("/moved") ? 302 : takes.test(request) ? 204 : 503, -1);
            exchange.close();
        });
        server.start();
    }

    void takesOnly(Predicate<Posted> takes) {
        this.takes = takes;
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    List<Posted> posted() {
        return posted;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
