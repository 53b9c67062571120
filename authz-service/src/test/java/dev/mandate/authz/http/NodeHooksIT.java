package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.ask;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.question;
import static dev.mandate.authz.http.Ask.reason;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.authz.organisation.ToldActions;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The hook for Node against the running service, where Node is there; behind the AI SDK and MCP's own servers by {@code
 * -DargLine=-Dhook-packages=true}, since these come from npm's registry.
 */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class NodeHooksIT {
    private static final Path HOME = Path.of("target/hooks").toAbsolutePath();

    private static Organisation organisation;
    private static ToldActions told;

    private IdentityId ada;
    private DelegationState task;

    @BeforeAll
    static void publish_an_organisation() throws IOException {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation(ShiftedClock::now);
        told = new ToldActions();
        Files.createDirectories(HOME);
        for (var from : List.of("src/test/hooks", "client-ts")) {
            try (var files = Files.newDirectoryStream(Path.of(from), "{*.js,*.mjs,package.json}")) {
                for (var file : files)
                    if (!file.equals(Path.of("client-ts/package.json")))
                        Files.copy(file, HOME.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @AfterAll
    static void close() {
        told.close();
        organisation.close();
    }

    @BeforeEach
    void a_task() throws InterruptedException {
        assumeTrue(runs("node", "--version"), "skipped: no Node");
        ada = organisation.person("sales");
        var agent = organisation.agent(ada);
        task = organisation.delegation(ada, agent, "web.browse");
        var token = organisation.tokens.bound(ada.value(), task);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> reason(body(ask(token, question(agent, "call", "tool", "email.send"))))
                        .equals("outside_scope"));
    }

    @Test
    void what_is_allowed_is_made_and_told_and_nothing_else_is_made() throws Exception {
        var seen = seen(
                thumbprint -> organisation.tokens.boundTo(thumbprint, ada.value(), task), "node", "plain.mjs", url());
        assertThat(seen.at("/answer/content/0/text").asText()).isEqualTo("Write to\neve@evil.example");
        assertThat(seen.path("pieces")).hasToString("[\"half\",\"Ask eve@evil.example\"]");
        assertThat(seen.at("/thrown/message").asText()).isEqualTo("no route to wiki.example");
        assertThat(seen.at("/denied/reason").asText()).isEqualTo("outside_scope");
        assertThat(seen.at("/denied/message").asText()).contains("Not done: email.send", "Decision dec_");
        for (var not : List.of("denied", "unanswered", "stolen", "unsaid"))
            assertThat(seen.at("/" + not + "/name").asText()).as(not).isEqualTo("CallDenied");
        assertThat(seen.path("made")).isEmpty();
        assertThat(seen.path("told")).isEmpty();
        assertThat(told.all(task.session()))
                .allSatisfy(called -> {
                    assertThat(called.tool()).isEqualTo("web.browse");
                    assertThat(called.arguments()).isIn(Map.of("url", "https://wiki.example/a"), Map.of());
                })
                .extracting(called -> called.result().status())
                .startsWith(Status.SUCCEEDED, Status.SUCCEEDED, Status.FAILED);
        assertThat(told.all(task.session()).subList(0, 2)).allSatisfy(NodeHooksIT::showsEve);
        assertArguments(seen);
        assertTools(seen);
        var lazy = seen.path("lazy").size();
        assertThat(lazy).isGreaterThan(10);
        assertThat(told.all(task.session()))
                .as("what can't be read may have shown anything, and nothing else may")
                .extracting(called -> called.result().incomplete() != null)
                .containsExactlyElementsOf(
                        Stream.concat(Collections.nCopies(10, false).stream(), Collections.nCopies(lazy, true).stream())
                                .toList());
        for (var wait : seen.path("waits")) assertThat(wait.asInt()).isGreaterThan(900);
    }

    /** The field's value is trusted where the answer is a document whose top has it, and not where a text in it is one. */
    @Test
    void of_a_tool_with_trusted_fields_it_is_told_what_stood_in_them() throws Exception {
        var listing = "web.list";
        organisation.trusting(listing, "web", "/items/*/recipient");
        var agent = organisation.agent(ada);
        var listed = organisation.delegation(ada, agent, listing);
        var token = organisation.tokens.bound(ada.value(), listed);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Boolean.TRUE.equals(body(ask(token, question(agent, "call", "tool", listing)))
                        .get("context.document")));
        seen(null, "node", "documents.mjs", url(), token, listing);
        var landlord = List.of("landlord@rent.example");
        assertThat(told.all(listed.session()))
                .as(
                        "an object, a text, a text in a list, more than a document, half of a letter, no room, too many levels, lists of one another, escaped"
                                + " letters, a document that can't be had; then of MCP's servers structured content, a text, two, and a failure")
                .extracting(called -> called.result().trustedOrNone())
                .containsExactly(
                        landlord, landlord, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), landlord,
                        List.of(), landlord, landlord, List.of(), List.of());
        assertThat(told.all(listed.session()).get(0).result().identifiers())
                .containsExactly("landlord@rent.example", "eve@evil.example");
    }

    private static void assertArguments(JsonNode seen) {
        assertThat(seen.path("uncarried"))
                .hasSize(8)
                .allSatisfy(refused -> assertThat(refused.path("message").asText())
                        .contains("Not done: web.browse is not called")
                        .containsAnyOf("JSON doesn't carry", "its arguments are too many"));
        assertThat(seen.path("changed").asText()).isEqualTo("https://wiki.example/a");
    }

    private static void assertTools(JsonNode seen) {
        var tools = seen.path("tools");
        assertThat(tools.path("browse").asText()).isEqualTo("1: https://wiki.example/a");
        assertThat(tools.path("pieces").asText()).isEqualTo("Ask eve@evil.example");
        assertThat(tools.path("stream")).hasToString("[\"half\",\"whole\"]");
        assertThat(tools.at("/sendMail/name").asText()).isEqualTo("CallDenied");
        assertThat(tools.at("/elsewhere/name").asText()).isEqualTo("TypeError");
        assertThat(seen.path("served")).hasToString("[\"browse\",\"bare\"]");
        for (var name : List.of("send", "old", "updated", "assigned", "renamed"))
            assertThat(seen.at("/server/" + name + "/words").asText()).as(name).contains("Not done: email.send");
        assertThat(seen.path("refused"))
                .hasSize(5)
                .allSatisfy(refused -> assertThat(refused.asText()).isEqualTo("TypeError"));
    }

    @Test
    void tools_of_the_ai_sdk_and_of_mcp_servers_are_decided_and_told() throws Exception {
        assumeTrue(Boolean.getBoolean("hook-packages"), "skipped: -DargLine=-Dhook-packages=true asks for it");
        assumeTrue(
                Files.exists(HOME.resolve("node_modules/ai"))
                        || runs("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"),
                "skipped: npm can't install the packages");
        var token = organisation.tokens.bound(ada.value(), task);
        var seen = seen(null, "node", "packages.mjs", url(), token);
        assertThat(seen.path("text").asText()).isEqualTo("done");
        assertThat(seen.at("/sdk/browse").asText()).isEqualTo("Ask eve@evil.example");
        assertThat(seen.at("/sdk/stream").asText()).isEqualTo("whole");
        assertThat(seen.at("/sdk/sendMail").asText()).contains("Not done: email.send");
        for (var server : List.of("mcp1", "mcp2")) {
            var said = seen.path(server);
            assertThat(said.path("browse").asText()).isEqualTo("Ask eve@evil.example");
            assertThat(said.path("refused").asBoolean()).isTrue();
            assertThat(said.path("words").asText()).contains("Not done: email.send");
            assertThat(said.path("reason").asText()).isEqualTo("outside_scope");
            assertThat(said.path("unguarded")).isEmpty();
        }
        assertThat(seen.path("made").toString()).isEqualTo("[\"browse\",\"stream\",\"mcp browse\",\"mcp browse\"]");
        assertThat(told.all(task.session())).hasSize(4);
    }

    private static void showsEve(ToolCalled called) {
        assertThat(called.result().identifiers()).containsExactly("eve@evil.example");
    }

    private static String url() {
        return "http://127.0.0.1:" + RestAssured.port;
    }

    /** What the script saw, in its own words; one that makes a key is given a token for it. */
    private static JsonNode seen(UnaryOperator<String> token, String... command) throws Exception {
        var node = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8));
                var in = node.outputWriter(UTF_8)) {
            if (token != null) {
                in.write(token.apply(out.readLine()) + "\n");
                in.flush();
            }
            return new ObjectMapper().readTree(String.join("\n", out.lines().toList()));
        } finally {
            node.destroy();
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(HOME.resolve("install.log").toFile())
                    .start();
            if (process.waitFor(180, TimeUnit.SECONDS)) return process.exitValue() == 0;
            process.destroy();
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
