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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the protocol's own clients make of a call that waits for their person: those of both eras that open pages are led to the one on which he
 * is asked, others are told in words; skipped where Node or its registry isn't there.
 */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@QuarkusTestResource(FakeServers.class)
class HeldCallsOfRealClientsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Organisation organisation;
    private static Approver approver;
    private static FakeServer server;
    private static int port;

    private IdentityId ada;
    private DelegationState task;

    @BeforeAll
    static void a_server_that_browses_and_mails() throws Exception {
        Assumptions.assumeTrue(FakeServers.peersAbsent().isEmpty(), "skipped: " + FakeServers.peersAbsent());
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
        if (organisation == null) return;
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
        assertThat(client().askStateless("tools/call", "{'name':'browse','arguments':{}}", "browse")
                        .text())
                .isEqualTo("a page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk", "client"})
    void one_that_opens_pages_leads_to_that_of_the_call_which_goes_through_after_a_yes_there(String version)
            throws Exception {
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
    void one_that_opens_none_is_told_in_words_whom_it_waits_for(String version, String does) throws Exception {
        var held = mails(version, does);
        assertThat(held.path("pages")).as(held.toString()).isEmpty();
        assertThat(held.path("isError").asBoolean()).as(held.toString()).isTrue();
        assertThat(held.path("text").asText())
                .startsWith("Not done yet: this call waits for a person's approval.")
                .contains(ada.value());
    }

    private JsonNode mails(String version, String does) throws Exception {
        return RealPeers.pages(
                version,
                "http://127.0.0.1:" + port + "/mcp/web",
                token(),
                does,
                "{'name':'mail','arguments':{'to':'bo@partner.example'}}");
    }

    private String token() {
        return organisation.tokens.calling(ada.value(), task);
    }

    private McpClient client() {
        return new McpClient(port, "web", token());
    }
}
