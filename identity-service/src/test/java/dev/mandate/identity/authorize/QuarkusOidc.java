package dev.mandate.identity.authorize;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mandate.identity.Api;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The packaged console as an application that has quarkus-oidc with its own settings. It reaches what names itself by the configured issuer by
 * a proxy, as tests have another port.
 */
final class QuarkusOidc implements AutoCloseable {
    private static final String SECRET_OF_NOBODY = "not-used-0123456789-0123456789-0123456789";
    private static final Set<String> OF_A_HOP =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings", "expect");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer proxy;
    private final int port;
    private final int management;
    private Process process;

    QuarkusOidc() throws IOException {
        port = free();
        management = free();
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        proxy.createContext("/", this::forward);
        proxy.start();
    }

    /** Where people come back to. */
    String back() {
        return url() + "/signed-in";
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** @param more settings of quarkus-oidc, beside its own */
    void runs(Path jar, Application app, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dquarkus.http.host=localhost",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + management,
                "-Dmandate.issuer=" + Api.US,
                "-Dmandate.console.client-secret=" + SECRET_OF_NOBODY,
                "-Dquarkus.oidc.client-id=" + app.id(),
                "-Dquarkus.oidc.credentials.secret=" + app.secret(),
                "-Dquarkus.oidc.proxy.host=http://127.0.0.1",
                "-Dquarkus.oidc.proxy.port=" + proxy.getAddress().getPort(),
                // What it does by itself, and the console has otherwise.
                "-Dquarkus.oidc.authentication.pkce-required=false",
                "-Dquarkus.oidc.authentication.nonce-required=false",
                "-Dquarkus.oidc.authentication.user-info-required=false",
                "-Dquarkus.oidc.authentication.scopes=profile",
                "-Dquarkus.oidc.token.refresh-expired=false",
                "-Dquarkus.oidc.token.refresh-token-time-skew="));
        command.addAll(List.of(more));
        command.addAll(List.of("-jar", jar.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/quarkus-oidc.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get("/agents").statusCode() > 0);
    }

    void stops() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url() + path));
        for (var i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private void forward(HttpExchange exchange) throws IOException {
        var asked = exchange.getRequestURI();
        var where = "http://localhost:" + RestAssured.port + asked.getRawPath()
                + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery());
        var request = HttpRequest.newBuilder(URI.create(where))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_A_HOP.contains(name.toLowerCase()) && !name.toLowerCase().startsWith("proxy-"))
                values.forEach(value -> request.header(name, value));
        });
        try {
            var answer = http.send(request.build(), BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!OF_A_HOP.contains(name.toLowerCase()) && !name.startsWith(":"))
                    exchange.getResponseHeaders().put(name, values);
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        if (process != null) process.destroy();
        proxy.stop(0);
    }
}
