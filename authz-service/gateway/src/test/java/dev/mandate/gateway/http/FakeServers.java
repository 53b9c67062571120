package dev.mandate.gateway.http;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Tells the gateway of the tests which servers there are: one of each era, one that nobody listens at, one that is a child process, and the
 * protocol's own where Node is there. The tests start them; another class loader may have loaded this class there, so that system
 * properties say where.
 */
public final class FakeServers implements QuarkusTestResourceLifecycleManager {
    static final String CREDENTIAL = "the-gateways-own";
    static final String MODEL_KEY = "sk-the-gateways-own-key";
    /** By which Envoy proves that it asks. */
    static final String ENVOY = "e".repeat(32);
    /** Of what the provider of models does badly, by the end of the model's name. */
    static final List<String> BAD = List.of(
            "slow",
            "huge",
            "endless",
            "broken",
            "lost",
            "silent-usage",
            "refuses",
            "leaks",
            "bad",
            "busy",
            "away",
            "cut",
            "ticks",
            "wide",
            "errs");

    /** What both servers over HTTP may ask of clients, so that who is asked depends on who calls. */
    private static final String ASKS = "\"asks\": [\"forms\", \"pages\", \"sampling\"], \"pages\": [\"pay.example\"]";

    private static final String MODELS = "mandate.test.models";
    private static final String SESSIONS = "mandate.test.mcp.sessions";
    private static final String STATELESS = "mandate.test.mcp.stateless";
    private static final String EVERYTHING = "mandate.test.mcp.everything";
    private static final String BUILT = "mandate.test.mcp.built";
    private static final String ABSENT = "mandate.test.mcp.absent";
    private static final String DIRECTORY = "mandate.test.mcp.directory";

    /** Port of the server of the versions with sessions. */
    static int sessions() {
        return Integer.getInteger(SESSIONS);
    }

    /** Port of the server of the newest version. */
    static int stateless() {
        return Integer.getInteger(STATELESS);
    }

    /** Port of the protocol's own server over HTTP. */
    static int everything() {
        return Integer.getInteger(EVERYTHING);
    }

    /** Port of the one that is built with the protocol's package of today. */
    static int built() {
        return Integer.getInteger(BUILT);
    }

    /** Port of the provider of models. */
    static int models() {
        return Integer.getInteger(MODELS);
    }

    /** Why the protocol's own servers aren't there; empty if they are. */
    static String peersAbsent() {
        return System.getProperty(ABSENT);
    }

    /** What the protocol's own server of files may see. */
    static Path shared() {
        return Path.of(System.getProperty(DIRECTORY), "shared");
    }

    static Path accepted() {
        return Path.of(System.getProperty(DIRECTORY), "servers.json.accepted");
    }

    @Override
    public Map<String, String> start() {
        try {
            var directory = Files.createTempDirectory("mcp").toRealPath();
            System.setProperty(DIRECTORY, directory.toString());
            for (var name : new String[] {SESSIONS, STATELESS, EVERYTHING, BUILT, MODELS})
                System.setProperty(name, Integer.toString(port()));
            Files.writeString(directory.resolve("credential"), CREDENTIAL + "\n");
            var file = Files.writeString(directory.resolve("servers.json"), """
                    {"mcpServers": {
                      "crm": {"url": "http://127.0.0.1:%d/mcp", "credential": "credential", "tools": {"read_contact": "crm.read"}, %s},
                      "web": {"url": "http://127.0.0.1:%d/mcp", %s},
                      "gone": {"url": "http://127.0.0.1:1/mcp"},
                      "child": {"command": "%s", "args": ["-cp", "%s", "dev.mandate.gateway.http.ChildMain"], "env": {"ONLY": "this"}, "asks": ["forms"]}%s
                    }}""".formatted(
                            sessions(),
                            ASKS,
                            stateless(),
                            ASKS,
                            java(),
                            System.getProperty("java.class.path"),
                            peers(directory)));
            return Map.ofEntries(
                    Map.entry("mandate.models.providers", providers(directory).toString()),
                    Map.entry("mandate.receipts.secret", "receipts-of-the-tests-and-of-nobody-else"),
                    Map.entry("mandate.envoy.enabled", "true"),
                    Map.entry("mandate.envoy.secret", ENVOY),
                    Map.entry("quarkus.http.proxy.proxy-address-forwarding", "true"),
                    Map.entry("quarkus.http.proxy.trusted-proxies", "127.0.0.1"),
                    Map.entry("mandate.ext-mcp.enabled", "true"),
                    Map.entry("mandate.ext-mcp.secret", Agentgateway.SECRET),
                    Map.entry("mandate.ext-mcp.servers", "shelf,desk,pinned,strict,shelf_a"),
                    Map.entry("mandate.ext-mcp.accepted-only", "strict"),
                    Map.entry("mandate.ext-mcp.answer-within", "10s"),
                    Map.entry("mandate.models.call-timeout", "20s"),
                    Map.entry("mandate.models.silence", "2s"),
                    Map.entry("mandate.models.longest-answer", "1M"),
                    Map.entry("mandate.models.longest-request", "1M"),
                    Map.entry("mandate.models.answers-at-once", "3M"),
                    Map.entry("mandate.freshness.patience", "20s"),
                    Map.entry("mandate.mcp.servers", file.toString()),
                    Map.entry("mandate.mcp.call-timeout", "3s"),
                    Map.entry("mandate.mcp.console-url", "https://console.example/"),
                    Map.entry("mandate.mcp.tools-age", "50ms"),
                    Map.entry("mandate.mcp.classifier.kind", "phrases"),
                    Map.entry("mandate.mcp.classifier.timeout", "20s"),
                    Map.entry("mandate.mcp.longest-answer", "1M"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path providers(Path directory) throws IOException {
        Files.writeString(directory.resolve("model-key"), MODEL_KEY + "\n");
        var bad = BAD.stream()
                .map(what -> ", \"model-%s\": \"up-%s\"".formatted(what, what))
                .collect(Collectors.joining());
        return Files.writeString(directory.resolve("models.json"), """
                {"modelProviders": {
                  "openai": {"url": "http://127.0.0.1:%d/v1", "kind": "openai", "credential": "model-key", "allow": ["code_interpreter", "url"], "passes": ["top_k"],
                    "models": {"general-small": "up-small", "frontier-large": "up-frontier", "embed-small": "up-embed"%s}},
                  "anthropic": {"url": "http://127.0.0.1:%d", "kind": "anthropic", "credential": "model-key",
                    "models": {"general-large": {"upstream": "up-large", "mostOutput": 1000}}}
                }}""".formatted(models(), bad, models()));
    }

    private static String peers(Path directory) throws IOException {
        var absent = RealPeers.absent();
        System.setProperty(ABSENT, absent == null ? "" : absent);
        if (absent != null) return "";
        Files.createDirectory(directory.resolve("shared"));
        Files.writeString(directory.resolve("shared/plan.txt"), "Write to ada@acme.example.");
        return RealPeers.servers(everything(), built(), directory.resolve("shared")).entrySet().stream()
                .map(server -> ", \"" + server.getKey() + "\": " + server.getValue())
                .collect(Collectors.joining());
    }

    /** Below those that the system gives to connections, one of which could take it before its server is started. */
    private static int port() throws IOException {
        for (var port = 20_000 + ThreadLocalRandom.current().nextInt(10_000); ; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // somebody listens there
            }
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Override
    public void stop() {
        // nothing was started
    }
}
