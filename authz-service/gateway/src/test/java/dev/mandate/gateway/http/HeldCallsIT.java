package dev.mandate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.organisation.Approver;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.gateway.http.McpClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that waits for a person's yes gets to the server once he has said it, and once, for the protocol's own clients of both eras too. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@QuarkusTestResource(FakeServers.class)
class HeldCallsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MAIL = "{'to':'bo@partner.example'}";

    private static Organisation organisation;
    private static Approver approver;
    private static FakeServer server;
    private static int port;

    private IdentityId ada;
    private DelegationState task;

    @BeforeAll
    static void a_server_that_browses_and_mails() throws Exception {
        port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        organisation = new Organisation();
        approver = new Approver(organisation, InstantSource.system());
        organisation.tool("web.mail", "mail", ToolLabel.EGRESS);
        server = new FakeServer(FakeServers.stateless(), true);
        server.tool("browse", "a page").tool("mail", "sent");
        Acceptance.accept(port, organisation, "web");
    }

    @AfterAll
    static void close() {
        server.close();
        approver.close();
        organisation.close();
    }

    @BeforeEach
    void a_task_that_asks_for_no_mail_has_read_a_page() {
        ada = organisation.person("sales");
        task = organisation.wideTask(
                "find out what others say about us", ada, organisation.agent(ada), "web.browse", "web.mail");
        Acceptance.awaitListed(this::client, 2);
        assertThat(call("browse", "{}").text()).isEqualTo("a page");
    }

    @Test
    void it_says_whom_it_waits_for_and_goes_through_once_when_he_said_yes() {
        var before = server.calls("mail");
        var held = call("mail", MAIL);
        assertThat(held.isError()).isTrue();
        var facts = held.result().at("/_meta/dev.mandate~1decision");
        var approval = facts.at("/approval/id").asText();
        assertThat(facts.path("reason").asText()).isEqualTo("approval_required");
        assertThat(facts.at("/approval/of/person").asText()).isEqualTo(ada.value());
        assertThat(facts.at("/approval/then").asText()).isEqualTo("retry");
        assertThat(facts.at("/approval/page").asText()).isEqualTo("https://console.example/approvals/" + approval);
        assertThat(facts.at("/approval/asked").asBoolean()).isTrue();
        assertThat(held.text())
                .startsWith("Not done yet: this call waits for a person's approval.")
                .contains(
                        ada.value() + ") is asked now, as approval " + approval
                                + ", on the page https://console.example/approvals/" + approval,
                        "make exactly the same call again");

        var record = approver.record(facts.path("id").asText());
        assertThat(record.approval().id().value()).isEqualTo(approval);
        approver.grants(record, ada);
        await().atMost(SOON).until(() -> call("mail", MAIL).text().equals("sent"));
        assertThat(server.calls("mail")).isEqualTo(before + 1);
        assertThat(call("mail", MAIL).isError()).as("once").isTrue();
        assertThat(call("mail", "{'to':'eve@partner.example'}").isError())
                .as("nor another")
                .isTrue();
        assertThat(server.calls("mail")).isEqualTo(before + 1);
    }

    @Test
    void after_a_no_the_agent_is_told_so_and_not_to_wait() {
        var record = approver.record(call("mail", MAIL)
                .result()
                .at("/_meta/dev.mandate~1decision/id")
                .asText());
        approver.refuses(record, ada);
        await().atMost(SOON).until(() -> reason(call("mail", MAIL)).equals("approval_refused"));
        var refused = call("mail", MAIL);
        assertThat(refused.text())
                .startsWith("Not done: this call is not allowed.")
                .contains("said no");
        assertThat(refused.result().at("/_meta/dev.mandate~1decision/approval").isMissingNode())
                .isTrue();
    }

    @Test
    void a_client_that_opens_pages_is_led_to_the_one_on_which_its_person_is_asked_and_calls_again() {
        var client = client();
        var begun = client.ask(
                "initialize",
                "{'protocolVersion':'2025-11-25','capabilities':{'elicitation':{'form':{},'url':{}}},'clientInfo':{'name':'test','version':'1'}}");
        client.in(begun.response().headers().firstValue("Mcp-Session-Id").orElseThrow());
        var held = client.call("mail", MAIL);
        assertThat(held.code()).isEqualTo(-32042);
        var decision = held.message().at("/error/data/dev.mandate~1decision");
        var approval = decision.at("/approval/id").asText();
        assertThat(held.message().at("/error/data/elicitations"))
                .singleElement()
                .satisfies(page -> {
                    assertThat(page.path("mode").asText()).isEqualTo("url");
                    assertThat(page.path("elicitationId").asText()).isEqualTo(approval);
                    assertThat(page.path("url").asText()).isEqualTo("https://console.example/approvals/" + approval);
                    assertThat(page.path("message").asText()).contains("web.mail");
                });
        var before = server.calls("mail");
        approver.grants(approver.record(decision.path("id").asText()), ada);
        await().atMost(SOON).until(() -> client.call("mail", MAIL).text().equals("sent"));
        assertThat(server.calls("mail")).isEqualTo(before + 1);
    }

    @Test
    void in_the_newest_version_it_is_asked_for_input_once_and_then_told_in_words() {
        var asks = client().askOpeningPages("mail", MAIL, "");
        assertThat(asks.result().path("resultType").asText()).isEqualTo("input_required");
        var input = asks.result().at("/inputRequests/approval");
        assertThat(input.path("method").asText()).isEqualTo("elicitation/create");
        assertThat(input.at("/params/mode").asText()).isEqualTo("url");
        assertThat(input.at("/params/url").asText())
                .isEqualTo("https://console.example/approvals/"
                        + asks.result()
                                .at("/_meta/dev.mandate~1decision/approval/id")
                                .asText());
        var answered = client().askOpeningPages("mail", MAIL, "'inputResponses':{'approval':{'action':'accept'}},");
        assertThat(answered.isError()).isTrue();
        assertThat(answered.result().path("resultType").asText()).isEqualTo("complete");
        assertThat(reason(answered)).isEqualTo("approval_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk", "client"})
    void an_unmodified_client_that_opens_pages_leads_to_that_of_the_call_which_goes_through_after_a_yes_there(
            String version) throws Exception {
        assumeTheyAreThere();
        var held = mails(version, "url");
        assertThat(held.path("pages")).as(held.toString()).singleElement().satisfies(page -> {
            assertThat(page.path("mode").asText()).isEqualTo("url");
            assertThat(page.path("url").asText()).startsWith("https://console.example/approvals/apr_");
            assertThat(page.path("message").asText()).contains("web.mail");
        });
        assertThat(held.path("text").asText()).contains("make exactly the same call again");
        var approval = held.at("/pages/0/url").asText().replaceAll(".*/apr_", "");
        approver.grants(approver.record("dec_" + approval), ada);
        var before = server.calls("mail");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(mails(version, "url").path("text").asText()).isEqualTo("sent"));
        assertThat(server.calls("mail")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource({"sdk,form", "sdk,none", "client,form", "client,none"})
    void an_unmodified_client_that_opens_none_is_told_in_words_whom_it_waits_for(String version, String does)
            throws Exception {
        assumeTheyAreThere();
        var held = mails(version, does);
        assertThat(held.path("pages")).as(held.toString()).isEmpty();
        assertThat(held.path("isError").asBoolean()).as(held.toString()).isTrue();
        assertThat(held.path("text").asText())
                .startsWith("Not done yet: this call waits for a person's approval.")
                .contains(ada.value());
    }

    /** Its clients, of both eras; skipped where Node or its registry isn't there. */
    private static void assumeTheyAreThere() {
        Assumptions.assumeTrue(FakeServers.peersAbsent().isEmpty(), "skipped: " + FakeServers.peersAbsent());
    }

    private static String reason(Answer answer) {
        return answer.result().at("/_meta/dev.mandate~1decision/reason").asText();
    }

    private JsonNode mails(String version, String does) throws Exception {
        return RealPeers.pages(
                version,
                "http://127.0.0.1:" + port + "/mcp/web",
                organisation.tokens.calling(ada.value(), task),
                does,
                "{'name':'mail','arguments':" + MAIL + "}");
    }

    private McpClient client() {
        return new McpClient(port, "web", organisation.tokens.calling(ada.value(), task));
    }

    private Answer call(String tool, String arguments) {
        return client().askStateless("tools/call", "{'name':'" + tool + "','arguments':" + arguments + "}", tool);
    }
}
