package dev.mandate.bench.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.bench.http.Load;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A packaged identity-service with clients of its own. */
final class AskedIdentity implements AutoCloseable {
    static final String FORM = "application/x-www-form-urlencoded";
    /** With the type of the token, and the token. */
    static final String EXCHANGE = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token_type=";

    static final List<String> JVM = List.of(
            System.getProperty("jvm", "-Xmx1g -XX:+UseParallelGC").trim().split(" +"));

    private static final Path MODULE = Path.of("identity-service");
    private static final String SECRET = "bench-bench-bench-bench-bench-bench-";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ServiceReplica replica;

    private AskedIdentity(ServiceReplica replica) {
        this.replica = replica;
    }

    /** @param settings beside those that it needs */
    static AskedIdentity start(Platform platform, Map<String, String> settings, Path directory) {
        var all = new HashMap<>(Map.of(
                "mandate.bootstrap-admin-secret", SECRET,
                "mandate.key-encryption-secret", SECRET,
                "mandate.oauth.tokens", "1000000"));
        all.putAll(settings);
        var replica = ServiceReplica.start("identity", MODULE, platform, JVM, all, directory.resolve("identity.log"));
        replica.awaitReady(Duration.ofMinutes(3));
        return new AskedIdentity(replica);
    }

    /** In the working directory. */
    static void requirePackage() {
        if (!Files.exists(MODULE.resolve(Path.of("target", "quarkus-app"))))
            throw new IllegalStateException(
                    "no packaged " + MODULE + " here: package the project, and run this in its folder");
    }

    ChildJvm jvm() {
        return replica.jvm();
    }

    int port() {
        return replica.uri().getPort();
    }

    /** At the port of its probes. */
    URI management() {
        return replica.metrics();
    }

    /** @param basic its header */
    record Client(String id, String basic) {
        static Client of(String id, String secret) {
            return new Client(id, "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8)));
        }
    }

    /** Of the bootstrap client. */
    String admin() throws Exception {
        return token(Client.of("admin", SECRET));
    }

    List<Client> clients(int count) throws Exception {
        var admin = admin();
        var clients = new ArrayList<Client>();
        for (int i = 0; i < count; i++)
            clients.add(client(admin, Map.of("name", "bench " + i, "scopes", List.of("decisions:evaluate"))));
        return clients;
    }

    Client client(String admin, Map<String, Object> wanted) throws Exception {
        var made = post("/clients", admin, wanted);
        return Client.of(
                made.path("clientId").asText(), made.path("clientSecret").asText());
    }

    String token(Client client) throws Exception {
        return token(client, "grant_type=client_credentials");
    }

    String token(Client client, String form) throws Exception {
        return send("/oauth2/token", client.basic(), FORM, form)
                .path("access_token")
                .asText();
    }

    JsonNode post(String path, String token, Object body) throws Exception {
        return send(path, "Bearer " + token, "application/json", json.writeValueAsString(body));
    }

    private JsonNode send(String path, String authorization, String type, String body) throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(at(path))
                        .header("Authorization", authorization)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2)
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
        return json.readTree(answer.body());
    }

    /** Where a browser is sent from there. */
    String sentTo(String path, String cookie) throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(at(path)).header("Cookie", cookie).build(), BodyHandlers.ofString());
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() ->
                        new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body()));
    }

    private URI at(String path) {
        return replica.uri().resolve(path);
    }

    /** What each asks about a token of its own: one that may less, and whether it counts. */
    record AboutOwnTokens(Load.Ask[] exchanges, Load.Ask[] introspections) {}

    AboutOwnTokens aboutOwnTokens(List<Client> clients) throws Exception {
        var exchange = EXCHANGE + "urn:ietf:params:oauth:token-type:access_token&subject_token=";
        var exchanges = new ArrayList<Load.Ask>();
        var introspections = new ArrayList<Load.Ask>();
        for (var client : clients) {
            var token = token(client);
            exchanges.add(ask("/oauth2/token", client, exchange + token));
            introspections.add(ask("/oauth2/introspect", client, "token=" + token));
        }
        return new AboutOwnTokens(exchanges.toArray(Load.Ask[]::new), introspections.toArray(Load.Ask[]::new));
    }

    static Load.Ask ask(String path, Client client, String form) {
        return new Load.Ask(path, client.basic(), FORM, Buffer.buffer(form));
    }

    static Load.Ask[] asks(List<Client> clients, String form) {
        return clients.stream()
                .map(client -> ask("/oauth2/token", client, form))
                .toArray(Load.Ask[]::new);
    }

    @Override
    public void close() {
        replica.close();
    }
}
