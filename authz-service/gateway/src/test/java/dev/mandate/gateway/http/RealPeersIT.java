package dev.mandate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.authz.organisation.ToldActions;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ToolLabel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients and servers of the protocol's own, unmodified, with the gateway in between; skipped where Node or its registry isn't there. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@QuarkusTestResource(FakeServers.class)
class RealPeersIT {
    private static final String[] TOOLS = {
        "everything.resources.list",
        "everything.echo",
        "everything.trigger-long-running-operation",
        "memory.create_entities",
        "memory.read_graph",
        "files.read_text_file",
        "files.list_directory",
        "everything.prompts.get",
        "everything.trigger-sampling-request",
        "everything.trigger-elicitation-request",
        "everything.trigger-url-elicitation",
        "everything.elicitation.create",
        "everything.sampling.create",
        "built.greet",
        "built.wonder",
        "built.think",
        "built.prompts.get",
        "built.elicitation.create",
        "built.sampling.create",
        "kit.greet",
        "kit.wonder",
        "kit.think",
        "kit.elicitation.create",
        "kit.sampling.create"
    };
    private static Organisation organisation;
    private static String token;
    private static int port;
    private static DelegationState delegation;
    private static ToldActions actions;
    private static Process everything;
    private static Process built;

    @BeforeAll
    static void their_tools_are_registered_accepted_and_delegated() throws Exception {
        Assumptions.assumeTrue(FakeServers.peersAbsent().isEmpty(), "skipped: " + FakeServers.peersAbsent());
        everything = RealPeers.startEverything(FakeServers.everything());
        built = RealPeers.startBuilt(FakeServers.built());
        port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation();
        actions = new ToldActions();
        var ada = organisation.person("sales");
        IdentityId agent = organisation.agent(ada);
        for (var tool : TOOLS)
            if (tool.startsWith("files") || tool.startsWith("memory"))
                organisation.tool(tool, "crm", ToolLabel.PRIVATE);
            else organisation.tool(tool, "web", ToolLabel.UNTRUSTED);
        organisation.tool("files.write_file", "crm", ToolLabel.PRIVATE);
        delegation = organisation.delegation(ada, agent, TOOLS);
        token = organisation.tokens.calling(ada.value(), delegation);
        for (var server : List.of("memory", "files", "built", "kit")) Acceptance.accept(port, organisation, server);
        var client = new McpClient(port, "everything", token);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Acceptance.accept(port, organisation, "everything"); // what it lists grows once it knows whom it may ask
            var echo = client.askStateless("tools/call", "{'name':'echo','arguments':{'message':'x'}}", "echo");
            assertThat(echo.text()).as(echo.message().toString()).isEqualTo("Echo: x");
            var list = client.askStateless("tools/list", "{}", null);
            assertThat(list.result().path("tools").findValuesAsText("name"))
                    .as(list.message().toString())
                    .contains("echo", "trigger-long-running-operation", "trigger-sampling-request");
        });
    }

    @AfterAll
    static void close() {
        if (organisation == null) return;
        organisation.close();
        actions.close();
        everything.destroy();
        built.destroy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk", "client"})
    void a_client_sees_and_calls_what_it_was_delegated_and_hears_how_far_it_is(String version) throws Exception {
        var seen = client(
                version,
                "everything",
                "[{'name':'echo','arguments':{'message':'hi'}},"
                        + "{'name':'trigger-long-running-operation','arguments':{'duration':1,'steps':3}},{'name':'get-env','arguments':{}}]");
        assertThat(texts(seen.path("tools"))).startsWith("echo", "trigger-long-running-operation");
        assertThat(seen.path("resources").asInt()).isPositive();
        assertThat(seen.path("templates").asInt()).isPositive();
        assertThat(seen.path("prompts").asInt()).as("which nobody registered").isZero();
        assertThat(seen.at("/results/0/text").asText()).isEqualTo("Echo: hi");
        assertThat(seen.at("/results/1/text").asText()).startsWith("Long running operation completed");
        assertThat(seen.path("progress").asInt()).isEqualTo(3);
        assertThat(seen.at("/results/2/code").asInt()).isEqualTo(-32602);
    }

    @ParameterizedTest
    @CsvSource({"sdk,built", "client,built", "sdk,kit", "client,kit"})
    void a_server_that_is_built_with_todays_package_asks_its_caller_in_the_way_of_his_client(
            String version, String server) throws Exception {
        var seen = asks(
                version,
                server,
                "all",
                "[{'name':'greet','arguments':{'name':'Ada'}},{'name':'wonder','arguments':{}},{'name':'think','arguments':{}}]",
                "[]");
        assertThat(seen.path("results").findValuesAsText("text"))
                .as(seen.toString())
                .containsExactly("Hello Ada", "accept red", "a thought");
        assertThat(seen.path("asked").findValuesAsText("message"))
                .containsExactly("The server " + server + " asks, and gets what you answer: “Which colour?”");
        var without = asks(
                version,
                server,
                "none",
                "[{'name':'greet','arguments':{'name':'Bo'}},{'name':'wonder','arguments':{}}]",
                "[]");
        assertThat(without.at("/results/0/text").asText()).isEqualTo("Hello Bo");
        assertThat(without.at("/results/1").toString())
                .as("the server knows that it can ask nobody")
                .doesNotContain("accept")
                .containsAnyOf("\"isError\":true", "-32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk", "client"})
    void a_server_of_the_older_versions_asks_likewise_and_never_for_what_may_be_a_secret(String version)
            throws Exception {
        var seen = asks(
                version,
                "everything",
                "all",
                "[{'name':'trigger-sampling-request','arguments':{'prompt':'Hi','maxTokens':10}},"
                        + "{'name':'trigger-url-elicitation','arguments':{'url':'https://pay.example/x','message':'Pay','elicitationId':'e1'}},"
                        + "{'name':'trigger-elicitation-request','arguments':{}}]",
                "[{'ref':{'type':'ref/prompt','name':'completable-prompt'},'argument':{'name':'department','value':'S'}},"
                        + "{'ref':{'type':'ref/resource','uri':'demo://resource/dynamic/text/{resourceId}'},'argument':{'name':'resourceId','value':''}}]");
        assertThat(seen.at("/results/0/text").asText()).as(seen.toString()).contains("a thought");
        assertThat(seen.at("/results/1/text").asText()).as(seen.toString()).contains("accept");
        assertThat(seen.at("/results/2").toString()).as("its form says “pin”").contains("may be a secret");
        assertThat(seen.path("asked")).as(seen.toString()).hasSize(2);
        assertThat(seen.at("/asked/1/url").asText()).isEqualTo("https://pay.example/x");
        assertThat(texts(seen.at("/completions/0"))).containsExactly("Sales", "Support");
        assertThat(seen.at("/completions/1/code").asInt())
                .as("of resources, which he may not read")
                .isEqualTo(-32602);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk", "client"})
    void a_server_that_is_a_child_process_keeps_what_one_client_told_it(String version) throws Exception {
        var seen = client(
                version,
                "memory",
                "[{'name':'create_entities','arguments':{'entities':[{'name':'Ada','entityType':'person','observations':['likes tea']}]}},"
                        + "{'name':'read_graph','arguments':{}},{'name':'delete_entities','arguments':{'entityNames':['Ada']}}]");
        assertThat(seen.at("/results/1/text").asText()).contains("likes tea");
        assertThat(seen.at("/results/2/code").asInt()).isEqualTo(-32602);
    }

    @Test
    void reading_a_file_is_told_with_what_the_file_names() throws Exception {
        var file = FakeServers.shared().resolve("plan.txt");
        var seen = client(
                "sdk",
                "files",
                "[{'name':'read_text_file','arguments':{'path':'" + file + "'}},"
                        + "{'name':'write_file','arguments':{'path':'" + file + "','content':'mine'}},"
                        + "{'name':'read_text_file','arguments':{'path':'/etc/passwd'}}]");
        assertThat(seen.at("/results/0/text").asText()).isEqualTo("Write to ada@acme.example.");
        assertThat(seen.at("/results/1/code").asInt()).isEqualTo(-32602);
        assertThat(seen.at("/results/2/isError").asBoolean()).isTrue();
        assertThat(actions.all(delegation.session()))
                .anySatisfy(told -> assertThat(told.result().identifiers()).contains("ada@acme.example"));
    }

    private static JsonNode client(String version, String server, String calls) throws Exception {
        return RealPeers.client(version, "http://127.0.0.1:" + port + "/mcp/" + server, token, calls);
    }

    private static JsonNode asks(String version, String server, String can, String calls, String completions)
            throws Exception {
        return RealPeers.asks(version, "http://127.0.0.1:" + port + "/mcp/" + server, token, can, calls, completions);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new java.util.ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
