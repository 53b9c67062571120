package dev.mandate.cli.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.cli.actors.Await;
import dev.mandate.cli.client.SignedInPerson;
import dev.mandate.cli.running.Layout;
import dev.mandate.events.cloudevents.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A client's file with the protocol's own server of files, from npm, and the person who wraps it; the client is the protocol's own. */
final class WrappedClient {
    static final Path SERVER =
            Peers.DIRECTORY.resolve("node_modules/@modelcontextprotocol/server-filesystem/dist/index.js");
    private static final Pattern LINK = Pattern.compile("http://\\S+/device\\?user_code=\\S+");

    final Path file;
    final Path shared;
    private final Stage stage;
    private final String employee;
    private final PersonAtConsole person;

    /** @param employee who may read files, and has no right in Mandate itself */
    WrappedClient(Stage stage, String employee, Path directory) throws IOException {
        this.stage = stage;
        this.employee = employee;
        this.person = PersonAtConsole.invited(stage, employee);
        this.shared = Files.createDirectory(directory.resolve("shared"));
        Files.writeString(shared.resolve("plan.txt"), "Write to ada@acme.example.");
        this.file = Files.writeString(directory.resolve("mcp.json"), """
                {
                  // with a key that nobody is to see
                  "mcpServers": {"files": {"command": "node", "args": ["%s", "%s"], "env": {"KEY": "s3cret"}}},
                }
                """.formatted(SERVER, shared));
    }

    /** A server that is built with the package of today, beside the package. */
    static Path built() throws IOException {
        return Files.copy(
                Path.of("../../authz-service/gateway/src/test/peers/server.mjs"),
                Peers.DIRECTORY.resolve("server.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Of a run that broke off; what is wrapped stays through `up --fresh`. */
    static void forgetEarlier(Layout layout) throws IOException {
        for (var name : List.of("servers.json", "wraps.json"))
            Files.deleteIfExists(layout.wrapped().resolve(name));
    }

    /** As `login` does it, which has tests of its own. */
    void signsIn() {
        var tokens = EventJson.mapper()
                .createObjectNode()
                .put("access_token", stage.cast.signIn().person(employee))
                .put("refresh_token", "none")
                .put("expires_in", 280);
        new SignedInPerson(stage.api, stage.system.layout()).begin("none", tokens);
    }

    void signsOut() throws IOException {
        Files.delete(stage.system.layout().signedIn());
    }

    /** What it prints; it must exit with 0. */
    static String run(String... command) {
        var printed = new ByteArrayOutputStream();
        assertThat(Printed.into(printed, command)).as(printed.toString(UTF_8)).isZero();
        return printed.toString(UTF_8);
    }

    /** The same, where the person follows the link that it prints, sees the page and agrees. */
    String agreesTo(String... command) throws Exception {
        var printed = new ByteArrayOutputStream();
        var done = CompletableFuture.supplyAsync(() -> Printed.into(printed, command));
        var link = Await.until(
                Duration.ofSeconds(60),
                () -> LINK.matcher(printed.toString(UTF_8))
                        .results()
                        .map(found -> found.group())
                        .findFirst()
                        .orElse(""),
                found -> !found.isEmpty() || done.isDone());
        assertThat(link).as(printed.toString(UTF_8)).isNotEmpty();
        var page = person.agreesAt(link);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(done.get(60, TimeUnit.SECONDS)).as(printed.toString(UTF_8)).isZero();
        return printed.toString(UTF_8);
    }

    /**
     * What the protocol's own client sees that reads this file and starts what it names: the script, which would build the checkout,
     * is this JVM's class path here.
     *
     * @param calls as JSON, with ' for "
     */
    JsonNode sees(String calls) throws Exception {
        var entry = new ObjectMapper()
                .readTree(Files.readString(file).replaceAll("(?m)^ *//.*$", "").replaceAll(",(\\s*})", "$1"))
                .at("/mcpServers/files");
        assertThat(entry.path("command").asText()).endsWith("/deploy/mandate");
        var bridge = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dmandate.home=" + System.getProperty("mandate.home"),
                "-Dmandate.data=" + System.getProperty("mandate.data"),
                "dev.mandate.cli.Mandate"));
        entry.path("args").forEach(argument -> bridge.add(argument.asText()));
        var script = Peers.DIRECTORY.resolve("stdio.mjs");
        Files.copy(Path.of("src/test/peers/stdio.mjs"), script, StandardCopyOption.REPLACE_EXISTING);
        var client = new ProcessBuilder(
                        "node",
                        script.toString(),
                        new ObjectMapper().writeValueAsString(bridge),
                        calls.replace('\'', '"'))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var seen = new String(client.getInputStream().readAllBytes(), UTF_8);
        assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).as(seen).isZero();
        return new ObjectMapper().readTree(seen);
    }
}
