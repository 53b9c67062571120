package dev.mandate.console.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.apis.Api;
import dev.mandate.pages.PageBrowser;
import dev.mandate.pages.PageBrowser.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that wait for two people, with the services and the sign-in played. */
@QuarkusTest
@TestSecurity(user = "ada")
class ProposalPagesIT {
    private static final String LABELS = "/proposals/" + PlayedProposals.LABELS;

    @Inject
    PlayedProposals proposals;

    @TestHTTPResource
    URI site;

    private PageBrowser browser;

    @BeforeEach
    void begin() {
        proposals.begin();
        browser = new PageBrowser(site);
    }

    @Test
    void what_waits_is_listed_with_whom_it_touches() {
        assertThat(browser.get("/proposals").body())
                .contains(
                        "Change the labels of the tool payments.transfer",
                        "14 people, 3 agents",
                        "one more person",
                        LABELS);
    }

    @Test
    void approving_names_the_digest_of_what_was_shown() {
        var page = browser.get(LABELS);
        assertThat(page.body()).contains("Whom it touches", "All that would be done");
        assertThat(answer(page, LABELS, "approve", "").status()).isEqualTo(303);
        assertThat(proposals.answers())
                .containsExactly("approve " + PlayedProposals.LABELS + " " + page.field("shown"));
    }

    @Test
    void what_the_service_says_against_it_is_on_the_page() {
        proposals.refusesWith("Look at the proposal again; this digest isn't its.");
        var answered = answer(browser.get(LABELS), LABELS, "approve", "");
        assertThat(answered.status()).isEqualTo(409);
        assertThat(answered.body()).contains("Look at the proposal again");
    }

    @Test
    void refusing_needs_a_reason() {
        assertThat(answer(browser.get(LABELS), LABELS, "refuse", " ").body()).contains("Say why you refuse it");
        assertThat(proposals.answers()).isEmpty();
        assertThat(answer(browser.get(LABELS), LABELS, "refuse", "it moves money")
                        .status())
                .isEqualTo(303);
        assertThat(proposals.answers()).containsExactly("refuse " + PlayedProposals.LABELS + " it moves money");
    }

    @Test
    void who_proposed_it_takes_it_back_and_does_not_approve_it() {
        assertThat(browser.get("/proposals/" + PlayedProposals.OWN).body())
                .contains("Take it back")
                .doesNotContain("Approve just this");
    }

    @Test
    void a_form_without_its_token_approves_nothing() {
        var shown = browser.get(LABELS).field("shown");
        var forged = browser.post(LABELS + "/answer", "answer", "approve", "shown", shown);
        assertThat(forged.status()).isEqualTo(400);
        assertThat(proposals.answers()).isEmpty();
    }

    @Test
    void what_would_be_done_is_text_whatever_is_in_it() {
        assertThat(browser.get(LABELS).body())
                .contains("&lt;/pre&gt;&lt;script&gt;")
                .doesNotContain("<script");
    }

    @Test
    void whoever_holds_no_role_is_told_who_does_and_finds_no_page() {
        proposals.allows(false);
        assertThat(browser.get("/proposals").body())
                .contains("mandate-approver")
                .doesNotContain(LABELS);
        assertThat(browser.get(LABELS).status()).isEqualTo(404);
    }

    @Test
    void a_service_that_is_away_hides_its_own_alone_and_the_page_says_so() {
        proposals.isAway(Api.AUDIT);
        assertThat(browser.get("/proposals").body()).contains("rules and findings", LABELS);
    }

    private Page answer(Page page, String path, String answer, String reason) {
        return browser.post(
                path + "/answer",
                "csrf-token",
                page.field("csrf-token"),
                "shown",
                page.field("shown"),
                "reason",
                reason,
                "answer",
                answer);
    }
}
