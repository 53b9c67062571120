package dev.mandate.console.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.PlayedVisitor;
import dev.mandate.console.apis.Faults;
import dev.mandate.console.approvals.Approvals.Outcome;
import dev.mandate.pages.PageBrowser;
import dev.mandate.pages.PageBrowser.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits, and answering it, with lifecycle-service and the sign-in played. */
@QuarkusTest
@TestSecurity(user = "ada")
class ApprovalPagesIT {
    private static final String MAIL = "/approvals/" + PlayedApprovals.MAIL;
    private static final String LIKE = "/approvals/" + PlayedApprovals.LIKE;

    @Inject
    PlayedApprovals approvals;

    @TestHTTPResource
    URI site;

    private PageBrowser browser;

    @BeforeEach
    void begin() {
        approvals.begin();
        browser = new PageBrowser(site);
    }

    @Test
    void what_waits_is_said_in_words_with_names_and_times() {
        var page = browser.get("/approvals");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("researcher", "wants to call Send mail", "in 14 minutes", "Ada Abel", MAIL)
                .doesNotContain(PlayedApprovals.OTHERS);
        assertThat(browser.get("/").location()).endsWith("/approvals");
    }

    @Test
    void a_page_of_its_own_says_what_will_happen_for_which_task_what_was_done_before_and_why() {
        var page = browser.get(MAIL).body();
        assertThat(page)
                .contains(
                        "What will happen",
                        "bo@partner.example",
                        "find out what others say about us",
                        "2 calls were allowed",
                        "nothing in the task asks for this mail",
                        "no answer is no");
    }

    @Test
    void yes_goes_to_the_service_once_with_the_reason_and_leads_back_to_the_page() {
        var answered = answer(browser.get(MAIL), "yes", "Bo asked for it");
        assertThat(answered.status()).isEqualTo(303);
        assertThat(URI.create(answered.location()).getPath()).isEqualTo(MAIL);
        assertThat(approvals.answers()).containsExactly(PlayedApprovals.MAIL + " yes Bo asked for it");
    }

    @Test
    void a_reason_may_be_typed_in_lines_and_Enter_in_it_sends_nothing() {
        var page = browser.get(MAIL);
        assertThat(page.body()).contains("<textarea id=\"reason\"").doesNotContainPattern("<input (?!type=\"hidden\")");
        assertThat(answer(page, "no", "not today,\r\n  ask me tomorrow\n").status())
                .isEqualTo(303);
        assertThat(approvals.answers()).containsExactly(PlayedApprovals.MAIL + " no not today, ask me tomorrow");
    }

    @Test
    void a_form_stays_good_while_other_pages_are_opened_beside_it() {
        var page = browser.get(MAIL);
        browser.get("/approvals");
        browser.get("/approvals/" + PlayedApprovals.PAYROLL);
        assertThat(answer(page, "yes", "").status()).isEqualTo(303);
    }

    @Test
    void no_needs_no_reason() {
        assertThat(answer(browser.get(MAIL), "no", "").status()).isEqualTo(303);
        assertThat(approvals.answers()).containsExactly(PlayedApprovals.MAIL + " no ");
    }

    @Test
    void yes_is_to_what_was_shown_and_to_nothing_else() {
        var page = browser.get(MAIL);
        approvals.add(PlayedApprovals.call(
                PlayedApprovals.MAIL, "ASKED", Map.of("to", "[\"eve@partner.example\"]"), List.of(), true, null));
        var answered = answer(page, "yes", "");
        assertThat(answered.status()).isEqualTo(409);
        assertThat(answered.body()).contains("has changed", "eve@partner.example");
        assertThat(approvals.answers()).isEmpty();
    }

    @Test
    void a_form_without_the_token_of_this_browser_does_nothing_and_says_so() {
        var shown = browser.get(MAIL).field("shown");
        for (var forged : List.of(
                browser.post(MAIL + "/answer", "answer", "yes", "shown", shown),
                browser.post(MAIL + "/answer", "csrf-token", "made-up", "answer", "yes", "shown", shown),
                new PageBrowser(site)
                        .post(
                                MAIL + "/answer",
                                "csrf-token",
                                browser.get(MAIL).field("csrf-token"),
                                "answer",
                                "yes",
                                "shown",
                                shown))) {
            assertThat(forged.status()).isEqualTo(400);
            assertThat(forged.body()).contains("Nothing was done");
        }
        assertThat(approvals.answers()).isEmpty();
    }

    @Test
    void a_token_that_somebody_planted_keeps_nobody_out() {
        assertThat(browser.holds("csrf-token", "planted").get(MAIL).body()).contains("Open the page again");
        assertThat(answer(browser.get(MAIL), "yes", "").status()).isEqualTo(303);
    }

    @Test
    void a_form_that_another_site_sends_does_nothing_even_with_the_token() {
        var page = browser.get(MAIL);
        browser.sends("Sec-Fetch-Site", "cross-site");
        var answered = answer(page, "yes", "");
        assertThat(answered.status()).isEqualTo(403);
        assertThat(answered.body()).contains("Another site sent this form");
        assertThat(approvals.answers()).isEmpty();
    }

    @Test
    void an_address_that_is_none_or_anothers_shows_nothing() {
        for (var path : List.of(
                "/approvals/apr_01jdm00000000000000000000z",
                "/approvals/nonsense",
                "/approvals/%2e%2e%2fproposals",
                "/approvals/" + PlayedApprovals.MAIL + "%0d%0aSet-Cookie:x=y")) {
            var page = browser.get(path);
            assertThat(page.status()).as(path).isEqualTo(404);
            assertThat(page.body()).contains("There is no such page").doesNotContain("researcher");
        }
    }

    @Test
    void whoever_is_not_the_one_who_is_asked_sees_it_and_has_no_buttons() {
        assertThat(browser.get("/approvals/" + PlayedApprovals.OTHERS).body())
                .contains("bo@partner.example")
                .doesNotContain("<form");
    }

    @Test
    void where_a_policy_asks_for_more_the_page_leads_to_a_stronger_sign_in() {
        assertThat(browser.get("/approvals/" + PlayedApprovals.PAYROLL).body())
                .contains("a passkey, or a password and the code of an app", PlayedApprovals.PAYROLL + "/sign-in-again")
                .doesNotContain("<form");
    }

    @Test
    void a_service_that_asks_for_more_after_all_leads_there_too() {
        approvals.answersWith(Outcome.STRONGER_SIGN_IN, "");
        assertThat(answer(browser.get(MAIL), "yes", "").location()).endsWith(MAIL + "/sign-in-again");
    }

    @Test
    void what_the_service_refuses_is_said_with_what_to_do() {
        approvals.answersWith(Outcome.REFUSED, "Nothing is left to do; it was answered, used or is over.");
        var answered = answer(browser.get(MAIL), "yes", "");
        assertThat(answered.status()).isEqualTo(409);
        assertThat(answered.body()).contains("Nothing is left to do");
    }

    @Test
    void a_reason_that_could_forge_a_line_is_not_sent() {
        var answered = answer(browser.get(MAIL), "yes", "fine\u202e, used up by dec_1");
        assertThat(answered.status()).isEqualTo(409);
        assertThat(answered.body()).contains("Correct the reason");
        assertThat(approvals.answers()).isEmpty();
    }

    @Test
    void what_attackers_write_is_text_on_the_page() {
        approvals.add(PlayedApprovals.call(
                PlayedApprovals.NASTY,
                "ASKED",
                Map.of("to\"><script>alert(1)</script>", "</td><form action=//evil.example><button>Yes, this once"),
                List.of(),
                true,
                null));
        assertThat(browser.get("/approvals/" + PlayedApprovals.NASTY).body())
                .contains("&lt;script&gt;alert(1)", "&lt;/td&gt;&lt;form action=//evil.example&gt;")
                .doesNotContain("<script", "<form action=");
    }

    @Test
    void a_yes_that_was_not_used_yet_can_be_taken_back() {
        var page = browser.get("/approvals/" + PlayedApprovals.DONE);
        assertThat(page.body()).contains("You", "said yes", "Bo asked for it", "Take the yes back");
        assertThat(page.body()).doesNotContain("value=\"yes\"");
    }

    @Test
    void a_service_that_is_away_is_a_page_with_words() {
        approvals.failsWith(Faults.unanswered());
        var page = browser.get("/approvals");
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body())
                .contains("This can&#39;t be shown now", "doesn&#39;t answer")
                .doesNotContain("Exception", "at dev.mandate");
    }

    @Test
    void what_nobody_thought_of_is_a_page_with_words_too() {
        approvals.failsWith(new IllegalStateException("secret internals"));
        var page = browser.get("/approvals");
        assertThat(page.status()).isEqualTo(500);
        assertThat(page.body()).contains("This went wrong").doesNotContain("secret internals", "Exception");
    }

    @Test
    void nothing_of_others_is_loaded_or_run_nobody_frames_a_page_and_nothing_of_it_is_kept() {
        for (var path : List.of("/approvals", MAIL, "/approvals/nonsense", "/signed-out")) {
            var page = browser.get(path);
            assertThat(page.header("Content-Security-Policy"))
                    .as(path)
                    .startsWith("default-src 'none'; style-src 'self'; img-src 'self';")
                    .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self' http://127.0.0.1:8081")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(page.header("Cache-Control")).contains("no-store");
            assertThat(page.body())
                    .doesNotContain("<script", "style=\"", PlayedVisitor.TOKEN)
                    .doesNotContainPattern("<(?!a )[^>]*(?:src|href|action)=\"(?:https?:)?//")
                    .doesNotContainPattern("<a [^>]*href=\"(?:https?:)?//(?!127\\.0\\.0\\.1:8081/)");
        }
    }

    @Test
    void the_style_sheet_is_the_one_of_all_pages() {
        var style = browser.get("/pages/style.css");
        assertThat(style.status()).isEqualTo(200);
        assertThat(style.body()).contains("--accent", "prefers-color-scheme: dark", "@media print");
    }

    @Test
    void a_form_by_a_link_answers_nothing() {
        assertThat(URI.create(browser.get(MAIL + "/answer?answer=yes").location())
                        .getPath())
                .isEqualTo(MAIL);
        assertThat(approvals.answers()).isEmpty();
    }

    @Test
    void calls_like_it_are_agreed_to_as_they_are_held_and_for_as_long_as_was_chosen() {
        var page = browser.get(LIKE);
        assertThat(page.body())
                .contains(
                        "Or don't be asked for each call like this",
                        "“bo@partner.example”",
                        "<bdi>copies</bdi> is <bdi>2</bdi>",
                        "no arguments but <bdi>body, copies, subject, to</bdi>",
                        "Yes, and to calls like this");
        assertThat(likewise(page, "to", "").status()).isEqualTo(303);
        assertThat(likewise(page, "subject", "60").status()).isEqualTo(303);
        assertThat(approvals.answers())
                .containsExactly(
                        PlayedApprovals.LIKE + " yes ",
                        PlayedApprovals.LIKE + " agreed to [to] for the task",
                        PlayedApprovals.LIKE + " yes ",
                        PlayedApprovals.LIKE + " agreed to [subject] for a time");
    }

    @Test
    void a_no_has_calls_like_it_asked_for_again_and_says_where_it_could_not() {
        var page = browser.get(LIKE);
        assertThat(no(page).status()).isEqualTo(303);
        assertThat(approvals.answers())
                .as("what can be tried again comes first")
                .containsExactly(PlayedApprovals.LIKE + " asked again", PlayedApprovals.LIKE + " no ");
        approvals.agreesWith(Outcome.REFUSED, "Try again later.");
        assertThat(no(page).body()).contains("This call is refused. Calls like it", "Try again later.");
    }

    private Page no(Page page) {
        return browser.post(
                LIKE + "/answer", "csrf-token", page.field("csrf-token"), "shown", page.field("shown"), "answer", "no");
    }

    @Test
    void Enter_on_a_box_says_nothing() {
        var form = browser.get(LIKE).body();
        assertThat(form.indexOf("<button")).isEqualTo(form.indexOf("<button type=\"submit\" disabled hidden>"));
    }

    @Test
    void calls_that_are_held_to_nothing_or_to_what_nobody_showed_are_not_agreed_to() {
        for (var limit : List.of("", "body")) {
            var answered = likewise(browser.get(LIKE), limit, "15");
            assertThat(answered.status()).isEqualTo(409);
            assertThat(answered.body()).contains("nothing was answered");
        }
        assertThat(likewise(browser.get(LIKE), "to", "100000").status()).isEqualTo(409);
        assertThat(approvals.answers()).isEmpty();
    }

    @Test
    void where_each_call_is_asked_for_no_form_says_otherwise() {
        var page = browser.get(MAIL);
        assertThat(page.body()).doesNotContain("likewise");
        assertThat(answer(page, "likewise", "").body()).contains("Each call like this is asked for");
        assertThat(approvals.answers()).isEmpty();
    }

    @Test
    void what_is_not_agreed_to_after_all_leaves_the_one_yes_and_says_so() {
        approvals.agreesWith(Outcome.REFUSED, "Name a parent that still counts.");
        var answered = likewise(browser.get(LIKE), "to", "15");
        assertThat(answered.status()).isEqualTo(409);
        assertThat(answered.body()).contains("This call was approved", "Name a parent that still counts.");
    }

    private Page likewise(Page page, String limit, String lasting) {
        return browser.post(
                LIKE + "/answer",
                "csrf-token",
                page.field("csrf-token"),
                "shown",
                page.field("shown"),
                "limit",
                limit,
                "lasting",
                lasting,
                "answer",
                "likewise");
    }

    private Page answer(Page page, String answer, String reason) {
        return browser.post(
                MAIL + "/answer",
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
