package dev.mandate.identity.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.mandate.identity.TestCertificate;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes documents of applications by https on this machine. */
final class Publisher implements AutoCloseable {
    private final HttpsServer server = TestCertificate.server();
    private final AtomicInteger asked = new AtomicInteger();

    Publisher() {
        server.start();
    }

    /** How it answers. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** @return the client id */
    String at(String path, Answer answer) {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            answer.to(exchange);
            exchange.close();
        });
        return url(path);
    }

    String publishes(String path, String name, String redirect) {
        return at(
                path,
                exchange -> send(
                        exchange,
                        "{\"client_id\":\"" + url(path) + "\",\"client_name\":\"" + name + "\",\"redirect_uris\":[\""
                                + redirect + "\"],\"grant_types\":[\"authorization_code\",\"refresh_token\"],"
                                + "\"response_types\":[\"code\"],\"token_endpoint_auth_method\":\"none\"}"));
    }

    String url(String path) {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    int asked() {
        return asked.get();
    }

    static void send(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
