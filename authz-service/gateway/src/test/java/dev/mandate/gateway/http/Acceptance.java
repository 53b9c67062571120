package dev.mandate.gateway.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.organisation.Organisation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.Supplier;

/** Somebody has looked at what a server lists, and accepts it. */
final class Acceptance {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Acceptance() {}

    static void accept(int port, Organisation organisation, String server) throws IOException {
        var token = organisation.tokens.operator("gateway:read");
        var digests = JSON.createObjectNode();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            digests.removeAll();
            var listed = JSON.readTree(tools(port, server, token));
            if (!listed.isArray()) return false; // it says why not
            for (var tool : listed)
                digests.put(tool.path("name").asText(), tool.path("digest").asText());
            return !digests.isEmpty();
        });
        accept(server, digests);
    }

    static void accept(String server, ObjectNode digests) throws IOException {
        var all = Files.exists(FakeServers.accepted())
                ? (ObjectNode) JSON.readTree(Files.readAllBytes(FakeServers.accepted()))
                : JSON.createObjectNode();
        all.set(server, digests);
        Files.write(FakeServers.accepted(), JSON.writeValueAsBytes(all));
    }

    /** Until what was accepted, and who asks, are known: he is shown so many tools. */
    static void awaitListed(Supplier<McpClient> client, int tools) {
        await("what was accepted is shown")
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.get()
                                .askStateless("tools/list", "{}", null)
                                .result()
                                .path("tools")
                                .size()
                        == tools);
    }

    /** What the server lists, as the gateway's own document says that it answers. */
    static String tools(int port, String server, String token) {
        return given().port(port)
                .auth()
                .oauth2(token)
                .get("/servers/{server}/tools", server)
                .asString();
    }

    /** What of its resources and prompts is decided as a tool, likewise. */
    static String methods(int port, String server, String token) {
        return given().port(port)
                .auth()
                .oauth2(token)
                .get("/servers/{server}/methods", server)
                .asString();
    }

    static String get(int port, String path, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (token != null) request.header("Authorization", "Bearer " + token);
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString(UTF_8))
                .body();
    }
}
