package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.ask;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.post;
import static dev.mandate.authz.http.Ask.question;
import static dev.mandate.authz.http.Ask.reason;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As an MCP gateway asks: it has read the access token that a call came with, and knows nothing of our types. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class CoazMcpIT {
    private static Organisation organisation;
    private static IdentityId ada;
    private static IdentityId agent;
    private static DelegationState delegation;
    private static String gateway;

    @BeforeAll
    static void publish_an_organisation() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation();
        ada = organisation.person("sales");
        agent = organisation.agent(ada);
        delegation = organisation.delegation(ada, agent, "crm.read_contact");
        gateway = organisation.tokens.of("gateway", "decisions:gateway");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask(gateway, call(ada, agent, "crm.read_contact", byId()))
                        .asString()
                        .contains("\"decision\":true"));
    }

    @AfterAll
    static void close() {
        organisation.close();
    }

    @Test
    void a_call_by_an_agent_for_a_person_is_decided_for_the_agent_under_its_delegation() {
        var answer = body(ask(gateway, call(ada, agent, "crm.read_contact", byId())));
        assertThat(answer.getList("context.guards.guard")).contains("valid_delegation", "delegator_policies");
        assertThat(reason(body(ask(gateway, call(ada, agent, "email.send", byId())))))
                .isEqualTo("outside_scope");
    }

    @Test
    void the_token_of_the_call_takes_the_place_of_the_delegations_id() {
        var token = Map.<String, Object>of("token", organisation.tokens.bound(ada.value(), delegation));
        assertThat(reason(body(ask(gateway, call(ada, agent, "crm.read_contact", token)))))
                .isEqualTo("allow");
        var eve = organisation.person("sales");
        assertThat(reason(body(ask(gateway, call(eve, agent, "crm.read_contact", token)))))
                .isEqualTo("token_invalid");
    }

    @Test
    void what_the_person_may_do_is_no_answer_for_an_agent_that_shows_no_delegation() {
        assertThat(reason(body(ask(gateway, call(ada, ada, "crm.read_contact", Map.of())))))
                .isEqualTo("allow");
        var answer = body(ask(gateway, call(ada, agent, "crm.read_contact", Map.of())));
        assertThat(reason(answer)).isEqualTo("delegation_unknown");
        assertThat(answer.getList("context.remedies.kind")).containsExactly("new_delegation");
        assertThat(reason(body(ask(gateway, call(ada, "https://agents.example/one", "crm.read_contact", byId())))))
                .isEqualTo("unknown_identity");
    }

    @Test
    void a_delegation_counts_for_the_person_who_made_it_alone() {
        var eve = organisation.person("sales");
        assertThat(reason(body(ask(gateway, call(eve, agent, "crm.read_contact", byId())))))
                .isEqualTo("delegation_not_bound");
    }

    @Test
    void a_list_of_tools_shows_what_a_call_would_be_allowed() {
        var listing = new HashMap<>(call(ada, agent, "any", byId()));
        listing.put("resource", Map.of("type", "tool"));
        post("/access/v1/search/resource", gateway, listing)
                .then()
                .statusCode(200)
                .body("results.id", equalTo(java.util.List.of("crm.read_contact")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "tools/list", "resources/list", "prompts/list", "logging/setLevel"})
    void a_client_gets_to_know_a_server_as_long_as_its_task_lasts(String method) {
        assertThat(reason(body(ask(gateway, method(method, "mcp_server", byId())))))
                .isEqualTo("allow");
        assertThat(reason(body(ask(gateway, method(method, "mcp_server", Map.of())))))
                .isEqualTo("delegation_unknown");
    }

    @Test
    void methods_that_do_something_are_denied_unless_they_are_calls() {
        for (var method : List.of("resources/read", "prompts/get", "completion/complete", "tasks/get", "admin/all"))
            assertThat(reason(body(ask(gateway, method(method, "resource", byId())))))
                    .as(method)
                    .isEqualTo("unknown_action");
    }

    @Test
    void getting_to_know_is_of_servers_alone() {
        for (var type : List.of("tool", "model", "surface", "mcp-server"))
            assertThat(reason(body(ask(gateway, method("initialize", type, byId())))))
                    .as(type)
                    .isEqualTo("unknown_action");
        assertThat(reason(body(ask(gateway, question(agent, "tools/list", "model", "frontier-large", byId())))))
                .isEqualTo("unknown_action");
    }

    @Test
    void an_action_of_an_application_is_its_own_whatever_mcp_calls_by_its_name() {
        organisation.application("keys", "office-gateway", "vault", "initialize");
        var application = organisation.tokens.of("office-gateway", "decisions:evaluate decisions:gateway");
        var answer = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> reason(body(ask(application, question(ada, "initialize", "vault", "main")))),
                        reason -> !reason.startsWith("unknown_"));
        assertThat(answer).isEqualTo("person_policy");
    }

    private static Map<String, Object> method(String name, String resourceType, Map<String, Object> moreContext) {
        var asked = new HashMap<>(call(ada, agent, "any", moreContext));
        asked.put("action", Map.of("name", name));
        asked.put("resource", Map.of("type", resourceType, "id", "https://mcp.acme.example"));
        return asked;
    }

    @Test
    void the_metadata_has_the_mapping_that_servers_may_declare_for_their_tools() {
        given().get("/.well-known/authzen-configuration")
                .then()
                .body("x-authzen-mapping.evaluation.resource.id", equalTo("$params.name"));
    }

    private static Map<String, Object> byId() {
        return Map.of("delegation_id", delegation.delegation().value());
    }

    private static Map<String, Object> call(
            IdentityId sub, Object clientId, String tool, Map<String, Object> moreContext) {
        var context = new HashMap<>(moreContext);
        context.put("agent", clientId.toString());
        return Map.of(
                "subject", Map.of("type", "identity", "id", sub.value()),
                "action", Map.of("name", "tools/call"),
                "resource", Map.of("type", "tool", "id", tool),
                "context", context);
    }
}
