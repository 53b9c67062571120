package dev.mandate.bench.mcp;

import dev.mandate.bench.fixtures.Population;
import dev.mandate.bench.http.BearerTokens;
import dev.mandate.bench.http.Load;
import dev.mandate.bench.http.Measured;
import dev.mandate.bench.http.StateFeed;
import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.Loopback;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.ServiceReplica;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a tool through a packaged gateway, each decided, its allow and its outcome acknowledged by the broker, beside the same calls of the
 * server itself.
 */
public final class McpBench {
    private static final String ISSUER = "http://127.0.0.1:8081";
    private static final Path MODULE = Path.of("authz-service", "gateway");
    private static final String SERVER = "web";
    private static final String CATALOGUED = SERVER + "." + OneToolServer.TOOL;
    private static final int AGENTS = 500;
    private static final List<String> JVM =
            List.of(System.getProperty("jvm", "-Xmx1g").trim().split(" +"));
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm", 90));
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("seconds", 10));

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final BearerTokens tokens;

    private McpBench(Path directory) throws Exception {
        this.directory = directory;
        this.tokens = new BearerTokens(ISSUER);
    }

    public static void run() throws Exception {
        if (!Files.exists(MODULE.resolve(Path.of("target", "quarkus-app"))))
            throw new IllegalStateException(
                    "no packaged " + MODULE + " here: package the project, and run this in its folder");
        new McpBench(Files.createTempDirectory("mandate-bench")).measured();
    }

    private void measured() throws Exception {
        var port = Loopback.freePort();
        var command = List.of("-cp", System.getProperty("java.class.path"), OneToolServer.class.getName(), "" + port);
        var platform = Platform.shared();
        try (var feed = StateFeed.ofAll(platform);
                var server = ChildJvm.start(JVM, command, Map.of(), directory.resolve("server.log"))) {
            populate(feed);
            server.awaitOpen(port, Duration.ofSeconds(20));
            System.out.printf(
                    "%n  %-28s %10s %10s %12s %20s %9s %8s%n",
                    "", "calls/s", "of direct", "CPU µs each", "at half: p50, p99 ms", "CPU µs", "failed");
            var direct = row("the server itself", server, port, new Load.Ask[] {ask("/mcp", "")}, null);
            var files = Files.writeString(directory.resolve("servers.json"), """
                    {"mcpServers": {"%s": {"url": "http://127.0.0.1:%d/mcp"}}}
                    """.formatted(SERVER, port));
            var settings = Map.of("mandate.issuer", ISSUER, "mandate.mcp.servers", files.toString());
            var log = directory.resolve("gateway.log");
            try (var gateway = ServiceReplica.start("gateway", MODULE, platform, JVM, settings, log)) {
                gateway.awaitReady(Duration.ofMinutes(3));
                accept(gateway.uri(), files);
                var asks = new Load.Ask[AGENTS];
                for (var i = 0; i < AGENTS; i++) asks[i] = ask("/mcp/" + SERVER, tokens.calling(i));
                awaitCalled(gateway, asks[0]);
                row("through the gateway", gateway.jvm(), gateway.uri().getPort(), asks, direct);
            }
        }
    }

    private void populate(StateFeed feed) {
        var population = new Population(Instant.now());
        feed.write(KeyState.FAMILY, tokens.published());
        for (var entry : population.catalogue()) feed.write(CatalogEntry.FAMILY, entry);
        feed.write(
                CatalogEntry.FAMILY,
                new CatalogEntry.Tool(
                        CATALOGUED,
                        1,
                        false,
                        CATALOGUED,
                        "web",
                        Set.of(ToolLabel.UNTRUSTED),
                        Map.of("type", "object")));
        for (var i = 0; i < AGENTS; i++) {
            feed.write(IdentityState.FAMILY, population.personIdentity(i));
            feed.write(AccessState.FAMILY, population.access(i));
            feed.write(IdentityState.FAMILY, population.agentIdentity(i));
            feed.write(DelegationState.FAMILY, population.taskDelegation(i, CATALOGUED));
        }
        feed.complete();
    }

    private void accept(URI gateway, Path servers) throws Exception {
        var request = HttpRequest.newBuilder(gateway.resolve("/servers/" + SERVER + "/tools"))
                .header("Authorization", "Bearer " + tokens.operator("gateway:read"))
                .build();
        var listed = new JsonArray(http.send(request, BodyHandlers.ofString()).body());
        var digest = listed.getJsonObject(0).getString("digest");
        Files.writeString(
                servers.resolveSibling(servers.getFileName() + ".accepted"),
                new JsonObject()
                        .put(SERVER, new JsonObject().put(OneToolServer.TOOL, digest))
                        .encode());
    }

    /** The gateway looks each second at what was accepted. */
    private void awaitCalled(ServiceReplica gateway, Load.Ask ask) {
        var request = HttpRequest.newBuilder(gateway.uri().resolve(ask.path()))
                .header("Authorization", ask.authorization())
                .header("Content-Type", ask.type())
                .POST(HttpRequest.BodyPublishers.ofString(ask.body().toString()));
        ask.headers().forEach(request::header);
        gateway.jvm()
                .await(
                        Duration.ofMinutes(1),
                        () -> http.send(request.build(), BodyHandlers.ofString())
                                .body()
                                .contains("a page"));
    }

    private static Load.Ask ask(String path, String token) {
        var body = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":{},"_meta":\
                {"io.modelcontextprotocol/protocolVersion":"%s","io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(OneToolServer.TOOL, OneToolServer.VERSION);
        return new Load.Ask(
                path,
                "Bearer " + token,
                "application/json",
                Buffer.buffer(body),
                Map.of(
                        "Accept",
                        "application/json, text/event-stream",
                        "MCP-Protocol-Version",
                        OneToolServer.VERSION,
                        "Mcp-Method",
                        "tools/call",
                        "Mcp-Name",
                        OneToolServer.TOOL));
    }

    private static Measured row(String what, ChildJvm process, int port, Load.Ask[] asks, @Nullable Measured direct)
            throws InterruptedException {
        try (var load = new Load(port, asks, answer -> answer.toString().contains("\"isError\":true"))) {
            load.saturate(direct == null ? WARM_UP.dividedBy(3) : WARM_UP, process::cpu);
            var full = load.saturate(RUN, process::cpu);
            var half = load.pace(full.perSecond() / 2, RUN, process::cpu);
            System.out.printf(
                    Locale.ROOT,
                    "  %-28s %10.0f %9.0f%% %12.1f %12.2f %7.2f %9.1f %8d%n",
                    what,
                    full.perSecond(),
                    100 * full.perSecond() / (direct == null ? full : direct).perSecond(),
                    full.cpuMicros(),
                    half.p50Millis(),
                    half.p99Millis(),
                    half.cpuMicros(),
                    full.failed() + half.failed());
            return full;
        }
    }
}
