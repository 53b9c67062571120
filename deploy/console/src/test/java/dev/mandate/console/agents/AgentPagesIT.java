package dev.mandate.console.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.pages.PageBrowser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents that I answer for, and tasks that I gave, with identity-service and the sign-in played. */
@QuarkusTest
@TestSecurity(user = "ada")
class AgentPagesIT {
    private static final String AGENT = "/agents/" + PlayedAgents.RESEARCHER;
    private static final String OFFER = "/agents/offers/" + PlayedAgents.OFFER;
    private static final String TASK = "/agents/tasks/" + PlayedAgents.TASK;

    @Inject
    PlayedAgents agents;

    @TestHTTPResource
    URI site;

    private PageBrowser browser;

    @BeforeEach
    void begin() {
        agents.begin();
        browser = new PageBrowser(site);
    }

    @Test
    void what_is_asked_what_is_answered_for_and_what_was_given_stand_on_one_page() {
        assertThat(browser.get("/agents").body())
                .contains(
                        "You are asked to answer for",
                        "book&lt;keeper&gt;",
                        "researcher",
                        "does nothing now",
                        "its mailbox is not its own",
                        "find out what others say about us",
                        "payments.transfer: amount from 0 to 500",
                        "in 50 minutes",
                        "What you aren't asked about",
                        "email.send: to one of bo@partner.example",
                        "Ask me again");
    }

    @Test
    void what_an_agent_is_made_of_stands_on_its_page() {
        assertThat(browser.get("/agents/" + PlayedAgents.RESEARCHER).body())
                .contains("Its purpose: <bdi>assistant</bdi>", "Confirmed: model writer 4.1.");
    }

    @Test
    void one_past_its_time_does_nothing_and_can_still_be_stopped() {
        assertThat(browser.get("/agents").body()).contains("<bdi>summer helper</bdi></a> <strong>does nothing now");
        assertThat(browser.get("/agents/" + PlayedAgents.OVER).body())
                .contains("It does nothing now", "within the time that was set for it", "Stop it now")
                .doesNotContain("It may act.", "Let it act again");
    }

    @Test
    void an_offer_is_accepted_and_refused() {
        assertThat(post(OFFER, "answer", "accept")).isEqualTo(303);
        assertThat(post(OFFER, "answer", "refuse")).isEqualTo(303);
        assertThat(post(OFFER, "answer", "whatever")).isEqualTo(409);
        assertThat(agents.done()).containsExactly("accept " + PlayedAgents.OFFER, "refuse " + PlayedAgents.OFFER);
    }

    @Test
    void what_he_was_not_asked_about_is_asked_again() {
        assertThat(post("/agents/tasks/" + PlayedAgents.AGREED, "reason", "")).isEqualTo(303);
        assertThat(agents.done()).containsExactly("revoke " + PlayedAgents.AGREED + " ");
    }

    @Test
    void a_task_ends() {
        assertThat(post(TASK, "reason", "it is done")).isEqualTo(303);
        assertThat(agents.done()).containsExactly("revoke " + PlayedAgents.TASK + " it is done");
    }

    @Test
    void an_agent_is_stopped_with_a_reason_and_goes_on_with_another() {
        assertThat(post(AGENT, "answer", "stop")).as("without a reason").isEqualTo(409);
        assertThat(agents.done()).isEmpty();
        assertThat(post(AGENT, "answer", "stop", "reason", "it mails strangers"))
                .isEqualTo(303);
        assertThat(post("/agents/" + PlayedAgents.STOPPED, "answer", "resume", "reason", "a false alarm"))
                .isEqualTo(303);
        assertThat(agents.done())
                .containsExactly(
                        "stop " + PlayedAgents.RESEARCHER + " it mails strangers",
                        "resume " + PlayedAgents.STOPPED + " a false alarm");
    }

    @Test
    void what_the_service_refuses_is_said_with_what_to_do() {
        agents.refusesWith("Ask an administrator, or who has stopped the agent, to resume it.");
        var page = browser.post(
                AGENT, "csrf-token", browser.get(AGENT).field("csrf-token"), "answer", "stop", "reason", "x");
        assertThat(page.status()).isEqualTo(409);
        assertThat(page.body()).contains("Ask an administrator");
    }

    @Test
    void a_form_without_its_token_does_nothing() {
        for (var path : List.of(AGENT, OFFER, TASK))
            assertThat(browser.post(path, "answer", "accept", "reason", "x").status())
                    .isEqualTo(400);
        assertThat(agents.done()).isEmpty();
    }

    @Test
    void another_s_agent_and_what_is_none_have_no_page() {
        for (var path : List.of("/agents/agt_01jdm00000000000000000000z", "/agents/nonsense"))
            assertThat(browser.get(path).status()).isEqualTo(404);
        assertThat(URI.create(browser.get(TASK).location()).getPath()).isEqualTo("/agents");
    }

    private int post(String path, String... fields) {
        var form = new String[fields.length + 2];
        form[0] = "csrf-token";
        form[1] = browser.get("/agents").field("csrf-token");
        System.arraycopy(fields, 0, form, 2, fields.length);
        return browser.post(path, form).status();
    }
}
