package dev.mandate.gateway.http;

import static dev.mandate.gateway.http.Envoy.body;
import static dev.mandate.gateway.http.Envoy.header;
import static dev.mandate.gateway.http.Envoy.message;
import static dev.mandate.gateway.http.Envoy.passed;
import static dev.mandate.gateway.http.Envoy.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.rpc.Code;
import dev.mandate.authz.organisation.Approver;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.authz.organisation.ToldActions;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.authz.Established;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.network.IpAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy of somebody else's asks by Envoy's interface what it may pass on. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@QuarkusTestResource(FakeServers.class)
class EnvoyIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "/.well-known/oauth-protected-resource/mcp/wiki";
    private static final String READ = message("tools/call", "{'name':'read','arguments':{'id':'a'}}");

    private static Organisation organisation;
    private static ToldActions told;
    private static Envoy envoy;
    private static int port;
    private static Approver approver;

    private IdentityId ada;
    private DelegationState task;
    private String token;

    @BeforeAll
    static void a_proxy_before_a_wiki() {
        organisation = new Organisation();
        organisation.tool("wiki.read", "web", ToolLabel.UNTRUSTED);
        organisation.tool("wiki.mail", "mail", ToolLabel.EGRESS);
        organisation.tool("wiki.write", "web");
        organisation.tool("wiki.resources.list", "web", ToolLabel.UNTRUSTED);
        organisation.tool("wiki.resources.read", "web", ToolLabel.UNTRUSTED);
        organisation.tool("wiki.prompts.list", "web", ToolLabel.UNTRUSTED);
        told = new ToldActions();
        port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        envoy = new Envoy(port);
        approver = new Approver(organisation, InstantSource.system());
    }

    @AfterAll
    static void close() {
        envoy.close();
        told.close();
        approver.close();
        organisation.close();
    }

    @BeforeEach
    void a_task() {
        ada = organisation.person("sales");
        task = organisation.wideTask(
                "find out what others say about us",
                ada,
                organisation.agent(ada),
                "wiki.read",
                "wiki.mail",
                "wiki.resources.list",
                "wiki.resources.read");
        token = organisation.tokens.calling(ada.value(), task);
        await().atMost(Duration.ofSeconds(60)).until(() -> passed(check(message("tools/list", "{}"))));
    }

    @Test
    void a_call_that_is_allowed_is_passed_on_without_its_token_and_is_told_as_one_whose_answer_nobody_saw() {
        var answer = check(READ);
        assertThat(passed(answer)).as(answer.toString()).isTrue();
        assertThat(answer.getOkResponse().getHeadersToRemoveList()).containsExactly("authorization", "dpop");
        var decision = answer.getOkResponse().getHeaders(0).getHeader();
        assertThat(decision.getKey()).isEqualTo("x-mandate-decision");
        var called = told.of(task.session());
        assertThat(called.decision()).hasToString(decision.getValue());
        assertThat(called.tool()).isEqualTo("wiki.read");
        assertThat(called.arguments()).isEqualTo(Map.of("id", "a"));
        assertThat(called.result().incomplete()).isTrue();
    }

    @Test
    void a_list_of_resources_is_passed_to_who_may_see_it_and_told_as_one_that_may_show_anything() {
        for (var method : List.of("resources/list", "resources/templates/list")) {
            assertThat(passed(check(message(method, "{}")))).as(method).isTrue();
            var called = told.of(task.session());
            assertThat(called.tool()).isEqualTo("wiki.resources.list");
            assertThat(called.result().incomplete()).isTrue();
        }
        assertThat(body(check(message("prompts/list", "{}"))).at("/error/code").asInt())
                .isEqualTo(-32602);
    }

    @Test
    void a_completion_is_decided_as_reading_what_it_completes_and_passed_on_with_nothing_beside_that() {
        var completes =
                "{'ref':{'type':'ref/resource','uri':'file:///{name}'},'argument':{'name':'name','value':'p'}%s}";
        for (var more : List.of("", ",'context':{'arguments':{}}"))
            assertThat(passed(check(message("completion/complete", completes.formatted(more)))))
                    .as(more)
                    .isTrue();
        var called = told.of(task.session());
        assertThat(called.tool()).isEqualTo("wiki.resources.read");
        assertThat(called.arguments()).containsEntry("uri", "file:///{name}").containsEntry("completes", "name");
        assertThat(called.result().incomplete()).isTrue();
        for (var beside : List.of(
                completes.formatted(",'context':{'arguments':{},'note':'what was read'}"),
                completes.formatted(",'context':{'note':'what was read'}"),
                completes.formatted("").replace("'value':'p'", "'value':'p','note':'what was read'"),
                completes.formatted("").replace("'type'", "'title':'what was read','type'")))
            assertThat(body(check(message("completion/complete", beside)))
                            .at("/error/message")
                            .asText())
                    .as(beside)
                    .startsWith("Nobody decides about");
        var prompt = "{'ref':{'type':'ref/prompt','name':'sum'},'argument':{'name':'n','value':'1'}}";
        assertThat(body(check(message("completion/complete", prompt)))
                        .at("/error/message")
                        .asText())
                .isEqualTo("Unknown prompt: sum");
    }

    @Test
    void from_where_the_caller_comes_is_what_the_proxy_sees_and_no_header_says() {
        var forged = http("POST", READ, Map.of("x-forwarded-for", "10.0.0.1"));
        assertThat(established(envoy.check(forged, "wiki", "203.0.113.7")))
                .isEqualTo(new Established(
                        task.agent().value(), false, IpAddress.of("203.0.113.7").orElseThrow()));
        assertThat(established(envoy.check(forged, "wiki", "::ffff:203.0.113.7"))
                        .address())
                .hasToString("203.0.113.7");
        assertThat(established(check(READ)).address()).isNull();
    }

    @Test
    void nobody_asks_but_the_proxy() {
        try (var nobody = new Envoy(port, null);
                var guesses = new Envoy(port, "x".repeat(32))) {
            for (var another : List.of(nobody, guesses))
                assertThatThrownBy(() -> another.check(http("POST", READ, Map.of()), "wiki", "10.0.0.1"))
                        .isInstanceOf(StatusRuntimeException.class)
                        .hasMessageContaining("UNAUTHENTICATED")
                        .hasMessageContaining("mandate.envoy.secret");
        }
    }

    @Test
    void a_call_that_is_denied_is_answered_as_its_client_reads_it_and_one_that_is_not_for_him_is_unknown() {
        assertThat(passed(check(READ))).isTrue();
        var held = body(check(message("tools/call", "{'name':'mail','arguments':{'to':'bo@partner.example'}}")));
        assertThat(held.at("/id").asInt()).isEqualTo(1);
        assertThat(held.at("/result/isError").asBoolean()).isTrue();
        assertThat(held.at("/result/content/0/text").asText()).startsWith("Not done yet: ");
        assertThat(held.at("/result/_meta/dev.mandate~1decision/id").asText()).startsWith("dec_");
        var hidden = check(message("tools/call", "{'name':'write','arguments':{}}"));
        assertThat(body(hidden).at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(body(hidden).at("/error/message").asText()).isEqualTo("Unknown tool: write");
        assertThat(told.all(task.session())).as("what was passed on").hasSize(1);
    }

    @Test
    void what_is_no_single_message_or_no_known_method_is_passed_on_nowhere() {
        for (var wrong : List.of(
                "[" + READ + "]",
                READ.replace("\"name\":\"read\"", "\"name\":\"read\",\"name\":\"write\""),
                READ.replace("{\"id\":\"a\"}", "{\"id\":\"a\",\"\\u0069d\":\"b\"}"),
                READ.replace("{\"id\":\"a\"}", "{\"id\":[{\"x\":1,\"x\":2}]}"),
                "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}",
                "",
                "nonsense")) {
            var answer = check(wrong);
            assertThat(passed(answer)).as(wrong).isFalse();
            assertThat(answer.getDeniedResponse().getStatus().getCodeValue())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(body(check(message("tasks/get", "{}"))).at("/error/code").asInt())
                .isEqualTo(-32601);
        assertThat(body(check(message("prompts/get", "{'name':'sum','arguments':{'n':1e309}}")))
                        .at("/error/message")
                        .asText())
                .isEqualTo("Send numbers up to 1.8e308");
        assertThat(status(check(READ, Map.of("mcp-method", "tools/list")))).isEqualTo(400);
        assertThat(status(check(READ, Map.of("x-envoy-auth-partial-body", "true"))))
                .isEqualTo(413);
        assertThat(status(check("GET", READ, Map.of(), "wiki"))).isEqualTo(405);
        assertThat(status(check("POST", READ, Map.of(), ""))).isEqualTo(500);
    }

    @Test
    void a_token_that_is_here_before_its_task_is_waited_with() throws Exception {
        var scope = List.of(new ToolScope("wiki.read", List.of()));
        var early = organisation.unpublished("read", ada, organisation.agent(ada), scope);
        token = organisation.tokens.calling(ada.value(), early);
        assertThat(passed(EarlyToken.answer(organisation, early, () -> check(READ))))
                .isTrue();
    }

    @Test
    void what_nobody_decides_about_gets_to_no_server() {
        for (var params : List.of(
                "{'name':'read','arguments':{'id':'a'},'_meta':{'com.example/note':'what was read'}}",
                "{'name':'read','arguments':{'id':'a'},'_meta':{'progressToken':'what was read'}}",
                "{'name':'read','arguments':{'id':'a'},'inputResponses':{}}")) {
            var refused = body(check(message("tools/call", params)));
            assertThat(refused.at("/error/code").asInt()).as(params).isEqualTo(-32602);
            assertThat(refused.at("/error/message").asText()).contains("Nobody decides about params.");
        }
        var paged = body(check(message("tools/list", "{'cursor':'what was read'}")));
        assertThat(paged.at("/error/message").asText()).contains("params.cursor", "mandate.envoy.cursors=true");
        assertThat(passed(check(
                        message("tools/call", "{'name':'read','arguments':{'id':'a'},'_meta':{'progressToken':7}}"))))
                .isTrue();
        assertThat(told.all(task.session())).as("what was refused is no call").hasSize(1);
    }

    @Test
    void without_a_token_for_this_gateway_nothing_is_passed_on() {
        var none = check(READ, Map.of("authorization", ""));
        assertThat(none.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED_VALUE);
        assertThat(header(none, "www-authenticate"))
                .isEqualTo("Bearer scope=\"tools:call\", resource_metadata=\"http://127.0.0.1:8085" + METADATA + '"');
        var others = organisation.tokens.calling(ada.value(), task, "mandate-authz", "tools:call");
        assertThat(status(check(READ, Map.of("authorization", "Bearer " + others))))
                .isEqualTo(401);
        var lesser = organisation.tokens.calling(ada.value(), task, "mandate-gateway", "gateway:read");
        assertThat(status(check(READ, Map.of("authorization", "Bearer " + lesser))))
                .isEqualTo(403);
        var bound = organisation.tokens.callingBoundTo("thumbprint", ada.value(), task);
        assertThat(status(check(READ, Map.of("authorization", "Bearer " + bound))))
                .isEqualTo(401);
    }

    @Test
    void who_issues_tokens_for_a_server_is_told_anybody_in_the_proxys_stead() throws Exception {
        var asked = HttpRequest.newBuilder().setMethod("GET").setPath(METADATA);
        var told = envoy.check(asked, "wiki");
        assertThat(status(told)).isEqualTo(200);
        assertThat(header(told, "content-type")).isEqualTo("application/json");
        var metadata = JSON.readTree(told.getDeniedResponse().getBody());
        assertThat(metadata.path("resource").asText()).isEqualTo("http://127.0.0.1:8085/mcp/wiki");
        assertThat(metadata.at("/authorization_servers/0").asText()).isEqualTo("http://127.0.0.1:8081");
        assertThat(metadata.has("dpop_signing_alg_values_supported"))
                .as("here no key can be proven")
                .isFalse();
        assertThat(status(envoy.check(asked, "another"))).isEqualTo(401);
    }

    @Test
    void a_client_gets_to_know_the_server_and_says_that_it_did() {
        for (var method : List.of("initialize", "ping"))
            assertThat(passed(check(message(method, "{}")))).as(method).isTrue();
        assertThat(passed(check("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")))
                .isTrue();
        assertThat(passed(check("DELETE", "", Map.of(), "wiki"))).isTrue();
        assertThat(status(check("DELETE", READ, Map.of(), "wiki"))).isEqualTo(400);
    }

    @Test
    void a_notification_is_passed_where_the_protocol_has_it_and_about_a_request_in_its_session_alone() {
        for (var method : List.of("initialized", "roots/list_changed", "cancelled", "progress"))
            assertThat(passed(check(notification(method), Map.of("mcp-session-id", "one"))))
                    .as(method)
                    .isTrue();
        for (var method : List.of("cancelled", "progress"))
            assertThat(status(check(notification(method)))).as(method).isEqualTo(400);
        for (var method : List.of("message", "tools/list_changed", "elicitation/complete"))
            assertThat(body(check(notification(method), Map.of("mcp-session-id", "one")))
                            .at("/error/code")
                            .asInt())
                    .as(method)
                    .isEqualTo(-32601);
    }

    @Test
    void a_session_is_of_whoever_was_let_through_with_it_first() {
        var hers = Map.of("mcp-session-id", "session-" + ada.value());
        assertThat(passed(check(message("ping", "{}"), hers))).isTrue();
        var adas = token;
        var eve = organisation.person("sales");
        token = organisation.tokens.calling(
                eve.value(), organisation.task("the same", eve, organisation.agent(eve), "wiki.read"));
        await().atMost(Duration.ofSeconds(60)).until(() -> passed(check(READ)));
        for (var body : List.of(message("initialize", "{}"), READ, notification("cancelled")))
            assertThat(status(check(body, hers))).as(body).isEqualTo(404);
        assertThat(status(check("DELETE", "", hers, "wiki"))).isEqualTo(404);
        for (var wrong : List.of("", "a,b", "a b", "x".repeat(257)))
            assertThat(status(check(READ, Map.of("mcp-session-id", wrong)))).isEqualTo(400);
        token = adas;
        assertThat(passed(check("DELETE", "", hers, "wiki"))).isTrue();
    }

    @Test
    void who_is_refused_takes_a_session_from_nobody() {
        var hers = Map.of("mcp-session-id", "17-" + ada.value());
        var adas = token;
        var eve = organisation.person("sales");
        token = organisation.tokens.calling(
                eve.value(), organisation.task("another", eve, organisation.agent(eve), "wiki.mail"));
        await().atMost(Duration.ofSeconds(60)).until(() -> passed(check(message("ping", "{}"))));
        for (var refused : List.of(READ, message("tasks/list", "{}"), notification("tools/call"), "no message"))
            assertThat(passed(check(refused, hers))).as(refused).isFalse();
        token = adas;
        assertThat(passed(check(READ, hers))).isTrue();
    }

    @Test
    void whose_task_is_over_ends_no_session_and_is_told_nothing_but_where_another_token_comes_from() {
        organisation.revoke(task);
        await().atMost(Duration.ofSeconds(60)).until(() -> !passed(check(message("ping", "{}"))));
        for (var answer : List.of(
                check(notification("initialized")),
                check("DELETE", "", Map.of(), "wiki"),
                check(message("initialize", "{}")),
                check(READ))) {
            assertThat(status(answer)).isEqualTo(401);
            assertThat(answer.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED_VALUE);
            assertThat(header(answer, "www-authenticate")).contains("error=\"invalid_token\"", METADATA);
            assertThat(answer.getDeniedResponse().getBody()).contains("delegation_revoked");
        }
    }

    @Test
    void a_body_that_the_server_could_read_otherwise_or_that_is_too_long_is_passed_on_nowhere() {
        assertThat(passed(check(READ, Map.of("content-type", "application/json; charset=UTF-8"))))
                .isTrue();
        for (var type : List.of("application/json; charset=utf-7", "text/plain", ""))
            assertThat(status(check(READ, Map.of("content-type", type))))
                    .as(type)
                    .isEqualTo(415);
        assertThat(status(check(READ, Map.of("content-encoding", "gzip")))).isEqualTo(415);
        var text = HttpRequest.newBuilder()
                .setMethod("POST")
                .putHeaders("authorization", "Bearer " + token)
                .putHeaders("content-type", "application/json")
                .setBody(READ);
        assertThat(status(envoy.check(text, "wiki"))).isEqualTo(500);
        assertThat(status(check(READ + " ".repeat(128 * 1024), Map.of()))).isEqualTo(413);
        assertThatThrownBy(() -> check(READ + " ".repeat(256 * 1024), Map.of()))
                .isInstanceOf(StatusRuntimeException.class);
    }

    private CheckResponse check(String body) {
        return check(body, Map.of());
    }

    private CheckResponse check(String body, Map<String, String> headers) {
        return check("POST", body, headers, "wiki");
    }

    private Established established(CheckResponse answer) {
        assertThat(passed(answer)).as(answer.toString()).isTrue();
        return approver.record(answer.getOkResponse().getHeaders(0).getHeader().getValue())
                .established();
    }

    private CheckResponse check(String method, String body, Map<String, String> headers, String server) {
        return envoy.check(http(method, body, headers), server);
    }

    private HttpRequest.Builder http(String method, String body, Map<String, String> headers) {
        return Envoy.request(method, token, body, headers);
    }

    private static String notification(String method) {
        var params =
                switch (method) {
                    case "cancelled" -> "{'requestId':1,'reason':'nobody waits'}";
                    case "progress" -> "{'progressToken':1,'progress':0.5}";
                    default -> "{}";
                };
        return "{'jsonrpc':'2.0','method':'notifications/%s','params':%s}"
                .formatted(method, params)
                .replace('\'', '"');
    }
}
