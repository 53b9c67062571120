package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.ask;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.question;
import static dev.mandate.authz.http.Ask.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.client.AuthzClient;
import dev.mandate.authz.client.Guard;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.authz.organisation.ToldActions;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.actions.ToolResult.Status;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.quarkiverse.mcp.server.Tool;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.restassured.RestAssured;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** An MCP server of Quarkus whose tools ask the running service; it stands in the same process, where only tests have it. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class QuarkusMcpIT {
    private static final Map<String, Object> PAGE = Map.of("url", "https://wiki.example/a");

    /** What an agent can do; nothing here says that it is guarded. */
    @Singleton
    static class Server {
        @Tool(name = "web.browse")
        String browse(String url) {
            return "Ask for eve@evil.example";
        }

        @Tool(name = "email.send")
        String send(String to) {
            throw new AssertionError("it was made");
        }

        /** Asks with the token that the caller showed to the server. */
        @Produces
        @Dependent
        Guard guard(CurrentVertxRequest request) {
            var shown = request.getCurrent().request().getHeader("Authorization");
            return Guard.of(AuthzClient.of(service()).as(() -> shown.substring("Bearer ".length())));
        }
    }

    private static URI service() {
        return URI.create(
                "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class));
    }

    @Test
    void tools_of_a_quarkus_mcp_server_are_decided_for_their_caller_and_told_and_of_the_rest_the_model_reads_why_not() {
        RestAssured.port = service().getPort();
        try (var organisation = new Organisation(ShiftedClock::now);
                var told = new ToldActions()) {
            var ada = organisation.person("sales");
            var agent = organisation.agent(ada);
            var task = organisation.delegation(ada, agent, "web.browse");
            var token = organisation.tokens.bound(ada.value(), task);
            Ask.awaitKnown(token);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> reason(body(ask(token, question(agent, "call", "tool", "email.send"))))
                            .equals("outside_scope"));

            var read = called(token, "web.browse", PAGE);
            assertThat(text(read)).endsWith("eve@evil.example");
            var record = told.of(task.session());
            assertThat(record.agent()).isEqualTo(agent);
            assertThat(record.delegation()).isEqualTo(task.delegation());
            assertThat(record.tool()).isEqualTo("web.browse");
            assertThat(record.arguments()).isEqualTo(PAGE);
            assertThat(record.result().status()).isEqualTo(Status.SUCCEEDED);
            assertThat(record.result().identifiers()).containsExactly("eve@evil.example");

            var denied = called(token, "email.send", Map.of("to", "eve@evil.example"));
            assertThat(denied.isError()).isTrue();
            assertThat(text(denied)).contains("Not done", "Decision dec_");
            assertThat(told.all(task.session())).hasSize(1);
        }
    }

    private static CallToolResult called(String token, String tool, Map<String, Object> arguments) {
        var transport = HttpClientStreamableHttpTransport.builder(service().toString())
                .endpoint("/mcp")
                .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
                .build();
        try (var client = McpClient.sync(transport).build()) {
            client.initialize();
            return client.callTool(
                    CallToolRequest.builder().name(tool).arguments(arguments).build());
        }
    }

    private static String text(CallToolResult answer) {
        return ((TextContent) answer.content().get(0)).text();
    }
}
