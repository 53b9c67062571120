package dev.mandate.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Function;

/** All services on one port of this machine, where a test says what they answer. */
public final class PlayedServices implements AutoCloseable {
    private final HttpServer server;

    public record Asked(URI uri, String body) {
        public String path() {
            return uri.getPath();
        }
    }

    public record Said(int status, String body) {}

    public PlayedServices(Function<Asked, Said> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                var said = answers.apply(new Asked(exchange.getRequestURI(), asked));
                var body = said.body().getBytes(UTF_8);
                exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public ApiClient api() {
        var url = "http://127.0.0.1:" + port();
        return new ApiClient(service -> url);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
