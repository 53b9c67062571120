package dev.mandate.bench.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.bench.http.EchoServer;
import dev.mandate.bench.http.Load;
import dev.mandate.bench.http.Measured;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Loopback;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of machines from a packaged identity-service, by many clients in turn: what each request takes of the service's CPU and of the
 * database's, beside a bare echo and beside a resource of the same service that asks no database.
 */
public final class TokenBench {
    private static final Path MODULE = Path.of("identity-service");
    private static final String SECRET = "bench-bench-bench-bench-bench-bench-";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<String> JVM = List.of(
            System.getProperty("jvm", "-Xmx1g -XX:+UseParallelGC").trim().split(" +"));
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm", 20));
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("seconds", 10));
    private static final int CLIENTS = 50;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Platform platform = Platform.shared();
    private final Path directory;
    private @Nullable Measured echo;

    private TokenBench(Path directory) {
        this.directory = directory;
    }

    /** Needs the package of identity-service in the working directory. */
    public static void run() throws Exception {
        if (!Files.exists(MODULE.resolve(Path.of("target", "quarkus-app"))))
            throw new IllegalStateException(
                    "no packaged " + MODULE + " here: package the project, and run this in its folder");
        new TokenBench(Files.createTempDirectory("mandate-tokens")).measure();
    }

    private void measure() throws Exception {
        System.out.printf(
                "%n  %-36s %10s %8s %18s %18s %20s %7s%n",
                "", "a second", "of echo", "CPU ms, service", "CPU ms, database", "at half: p50, p99 ms", "failed");
        echo();
        var settings = Map.of(
                "mandate.bootstrap-admin-secret", SECRET,
                "mandate.key-encryption-secret", SECRET,
                "mandate.oauth.tokens", "1000000");
        var log = directory.resolve("identity.log");
        try (var replica = ServiceReplica.start("identity", MODULE, platform, JVM, settings, log)) {
            replica.awaitReady(Duration.ofMinutes(3));
            var at = replica.uri();
            var clients = clients(at);
            var port = at.getPort();
            row("a resource without a database", replica.jvm(), port, new Load.Ask[] {
                new Load.Ask("/.well-known/openid-configuration", "", FORM, Buffer.buffer())
            });
            row("client_credentials", replica.jvm(), port, asks(clients, "grant_type=client_credentials"));
            var exchanges = new ArrayList<Load.Ask>();
            var questions = new ArrayList<Load.Ask>();
            for (var client : clients) {
                var token = token(at, client);
                exchanges.add(ask(
                        "/oauth2/token",
                        client,
                        "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token_type="
                                + "urn:ietf:params:oauth:token-type:access_token&subject_token=" + token));
                questions.add(ask("/oauth2/introspect", client, "token=" + token));
            }
            row("token exchange, narrowing", replica.jvm(), port, exchanges.toArray(Load.Ask[]::new));
            row("introspection", replica.jvm(), port, questions.toArray(Load.Ask[]::new));
        }
    }

    private void echo() throws Exception {
        var port = Loopback.freePort();
        var server = List.of("-cp", System.getProperty("java.class.path"), EchoServer.class.getName(), "" + port);
        try (var process = ChildJvm.start(JVM, server, Map.of(), directory.resolve("echo.log"))) {
            process.awaitOpen(port, Duration.ofSeconds(20));
            var body = Buffer.buffer("{\"grant_type\":\"client_credentials\"}");
            echo = row("a bare echo", process, port, new Load.Ask[] {new Load.Ask("/", "", body)});
        }
    }

    private Measured row(String what, ChildJvm process, int port, Load.Ask[] asks) throws InterruptedException {
        try (var load = new Load(port, asks)) {
            load.saturate(WARM_UP, () -> Duration.ZERO);
            var before = database();
            var full = load.saturate(RUN, process::cpu);
            var database = database().minus(before);
            var half = load.pace(full.perSecond() / 2, RUN, process::cpu);
            System.out.printf(
                    Locale.ROOT,
                    "  %-36s %10.0f %7.1f%% %18.3f %18.3f %12.2f %7.2f %7d%n",
                    what,
                    full.perSecond(),
                    100 * full.perSecond() / (echo == null ? full : echo).perSecond(),
                    full.cpuMicros() / 1e3,
                    database.toNanos() / 1e6 / full.answers(),
                    half.p50Millis(),
                    half.p99Millis(),
                    full.failed() + half.failed());
            return full;
        }
    }

    /** Of all processes of PostgreSQL that this machine runs for us. One that ends meanwhile takes its time with it. */
    private static Duration database() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::info)
                .filter(info ->
                        info.command().filter(it -> it.endsWith("/postgres")).isPresent())
                .map(info -> info.totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** @param basic its header */
    private record Client(String basic) {
        static Client of(String id, String secret) {
            return new Client("Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8)));
        }
    }

    private List<Client> clients(URI at) throws Exception {
        var admin = token(at, Client.of("admin", SECRET));
        var clients = new ArrayList<Client>();
        for (int i = 0; i < CLIENTS; i++) {
            var made = send(
                    at.resolve("/clients"),
                    "Bearer " + admin,
                    "application/json",
                    "{\"name\":\"bench " + i + "\",\"scopes\":[\"decisions:evaluate\"]}");
            clients.add(Client.of(
                    made.path("clientId").asText(), made.path("clientSecret").asText()));
        }
        return clients;
    }

    private String token(URI at, Client client) throws Exception {
        return send(at.resolve("/oauth2/token"), client.basic(), FORM, "grant_type=client_credentials")
                .path("access_token")
                .asText();
    }

    private JsonNode send(URI to, String authorization, String type, String body) throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(to)
                        .header("Authorization", authorization)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2)
            throw new IllegalStateException(to + " answered " + answer.statusCode() + ": " + answer.body());
        return json.readTree(answer.body());
    }

    private static Load.Ask[] asks(List<Client> clients, String form) {
        return clients.stream()
                .map(client -> ask("/oauth2/token", client, form))
                .toArray(Load.Ask[]::new);
    }

    private static Load.Ask ask(String path, Client client, String form) {
        return new Load.Ask(path, client.basic(), FORM, Buffer.buffer(form));
    }
}
