package dev.mandate.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SessionEnded;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.SoftPasskey;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInSessionIT {
    @Test
    void signing_in_gives_a_cookie_that_nobody_could_have_planted() {
        var ada = SignedIn.withPassword("Ada");
        var browser = new TestBrowser();
        browser.get("/sign-in");
        browser.holds("mandate-session", "A".repeat(43));
        var planted = browser.cookie("mandate-browser");
        var done = SignedIn.byPassword(browser, ada.person().email(), SignedIn.PASSWORD);
        assertThat(browser.cookie("mandate-session"))
                .isNotEqualTo("A".repeat(43))
                .hasSize(43);
        assertThat(browser.cookie("mandate-browser")).isNotEqualTo(planted);
        assertThat(done.setCookies())
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("HttpOnly", "SameSite=Lax", "Path=/")
                        .doesNotContain("Domain"));
    }

    @Test
    void each_further_sign_in_of_the_same_person_gives_another_cookie_and_the_one_before_is_worth_nothing() {
        var ada = SignedIn.withPassword("Ada");
        var before = ada.browser().cookie("mandate-session");
        var page = ada.browser().get("/sign-in?again");
        ada.browser()
                .post("/sign-in", "form", page.form(), "name", ada.person().email(), "password", SignedIn.PASSWORD);
        var thief = new TestBrowser();
        thief.holds("mandate-session", before);
        assertThat(thief.get("/account").location()).isEqualTo("/sign-in");
        assertThat(ada.browser().get("/account").status()).isEqualTo(200);
        Api.as(Api.admin())
                .get("/identities/" + ada.person().id() + "/sign-ins")
                .then()
                .statusCode(200)
                .body("$", hasSize(1));
    }

    @Test
    void a_form_that_another_site_sends_or_that_was_shown_to_somebody_else_does_nothing() {
        var ada = SignedIn.withPassword("Ada");
        var account = ada.browser().get("/account");
        var mallory = SignedIn.withPassword("Mallory");
        var hers = mallory.browser().get("/account").form();
        for (var form : new String[] {"", "x", hers}) {
            var answer = ada.browser()
                    .post(
                            "/account/password",
                            "form",
                            form,
                            "password",
                            "mallory wants this one",
                            "repeated",
                            "mallory wants this one");
            assertThat(answer.status()).as(form).isEqualTo(403);
        }
        var across = new TestBrowser().sends("Sec-Fetch-Site", "cross-site");
        across.holds("mandate-session", ada.browser().cookie("mandate-session"));
        across.holds("mandate-browser", ada.browser().cookie("mandate-browser"));
        assertThat(across.post(
                                "/account/password",
                                "form",
                                account.form(),
                                "password",
                                "mallory wants this one",
                                "repeated",
                                "mallory wants this one")
                        .status())
                .isEqualTo(403);
        var foreign = new TestBrowser().sends("Origin", "https://evil.example");
        foreign.holds("mandate-session", ada.browser().cookie("mandate-session"));
        foreign.holds("mandate-browser", ada.browser().cookie("mandate-browser"));
        assertThat(foreign.post(
                                "/account/password",
                                "form",
                                account.form(),
                                "password",
                                "mallory wants this one",
                                "repeated",
                                "mallory wants this one")
                        .status())
                .isEqualTo(403);
        // Nor does anybody sign a victim in as himself.
        var victim = new TestBrowser();
        victim.get("/sign-in");
        assertThat(victim.post(
                                "/sign-in",
                                "form",
                                mallory.browser().get("/sign-in?again").form(),
                                "name",
                                mallory.person().email(),
                                "password",
                                SignedIn.PASSWORD)
                        .status())
                .isEqualTo(403);
        assertThat(SignedIn.byPassword(new TestBrowser(), ada.person().email(), SignedIn.PASSWORD)
                        .status())
                .isEqualTo(303);
    }

    @Test
    void pages_are_framed_by_nobody_run_no_script_of_others_and_are_kept_nowhere() {
        var ada = SignedIn.withPassword("Ada");
        for (var path : new String[] {"/sign-in?again", "/account", "/invitation/nothing"}) {
            var page = ada.browser().get(path);
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Cache-Control")).isEqualTo("no-store");
            assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(page.body()).doesNotContain("<script>", "onclick", "style=");
        }
        assertThat(ada.browser().get("/pages/style.css").status()).isEqualTo(200);
        assertThat(ada.browser().get("/pages/passkey.js").status()).isEqualTo(200);
    }

    @Test
    void a_stop_a_departure_and_a_sign_out_of_everything_end_it_at_once() {
        var stopped = SignedIn.withPassword("Stopped");
        stopped.person().isStopped();
        assertThat(stopped.browser().get("/account").location()).isEqualTo("/sign-in");
        stopped.person().isResumed();
        assertThat(stopped.browser().get("/account").location()).isEqualTo("/sign-in");
        assertThat(SignedIn.byPassword(stopped.browser(), stopped.person().email(), SignedIn.PASSWORD)
                        .status())
                .isEqualTo(303);
        assertThat(stopped.browser().get("/account").status()).isEqualTo(200);

        var signedOut = SignedIn.withPassword("Out");
        Api.as(Api.admin())
                .body(Map.of())
                .post("/identities/" + signedOut.person().id() + "/sign-out")
                .then()
                .statusCode(200);
        assertThat(signedOut.browser().get("/account").location()).isEqualTo("/sign-in");
    }

    @Test
    void he_sees_where_he_is_signed_in_and_ends_one_and_so_does_an_administrator() {
        var ada = SignedIn.withPassword("Ada");
        var phone = new TestBrowser().sends("User-Agent", "A phone");
        SignedIn.byPassword(phone, ada.person().email(), SignedIn.PASSWORD);
        var account = ada.browser().get("/account");
        assertThat(account.body()).contains("A phone");
        var id = account.found("/account/sign-ins/(ses_[a-z0-9]+)/end");
        assertThat(ada.browser()
                        .post("/account/sign-ins/" + id + "/end", "form", account.form())
                        .body())
                .contains("That sign-in has ended.");
        assertThat(phone.get("/account").location()).isEqualTo("/sign-in");
        var ended = ended(id);
        assertThat(ended.initiatingEntity()).isEqualTo(SignalEvent.Initiator.USER);
        assertThat(ended.by()).isEqualTo(new Actor(ada.person().id().value(), "account", List.of()));

        var path = "/identities/" + ada.person().id() + "/sign-ins";
        String left = Api.as(Api.admin())
                .get(path)
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .extract()
                .path("[0].id");
        Api.as(Api.admin())
                .post(path + "/" + left + "/end")
                .then()
                .statusCode(200)
                .body("ended", equalTo(true));
        assertThat(ada.browser().get("/account").location()).isEqualTo("/sign-in");
        assertThat(ended(left).initiatingEntity()).isEqualTo(SignalEvent.Initiator.ADMIN);
        assertThat(ended(left).by()).as("who it was").isEqualTo(new Actor("admin", "admin", List.of()));
        Api.issuerIsRegistered();
        Api.as(Api.accessToken(Api.signIn(Workforce.joins("Mallory"))))
                .get(path)
                .then()
                .statusCode(403);
    }

    @Test
    void changing_the_password_signs_him_out_everywhere_else_and_the_last_credential_stays() {
        var ada = SignedIn.withPassword("Ada");
        var phone = new TestBrowser();
        SignedIn.byPassword(phone, ada.person().email(), SignedIn.PASSWORD);
        var changed = "nine white storks return";
        assertThat(ada.browser()
                        .post(
                                "/account/password",
                                "form",
                                ada.browser().get("/account").form(),
                                "password",
                                changed,
                                "repeated",
                                changed)
                        .body())
                .contains("Your password is set.");
        assertThat(phone.get("/account").location()).isEqualTo("/sign-in");
        assertThat(SignedIn.byPassword(new TestBrowser(), ada.person().email(), SignedIn.PASSWORD)
                        .status())
                .isEqualTo(401);
        assertThat(SignedIn.byPassword(new TestBrowser(), ada.person().email(), changed)
                        .status())
                .isEqualTo(303);

        var account = ada.browser().get("/account");
        assertThat(ada.browser()
                        .post("/account/credentials/password/remove", "form", account.form())
                        .body())
                .contains("Add another way to sign in first");
        var passkey = new SoftPasskey();
        assertThat(ada.adds(passkey, "blue key").body()).contains("Your passkey is registered.", "blue key");
        assertThat(ada.browser()
                        .post("/account/credentials/password/remove", "form", account.form())
                        .body())
                .contains("It is removed.");
        assertThat(SignedIn.byPassword(new TestBrowser(), ada.person().email(), changed)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void nobody_touches_anothers_credentials_or_sign_ins() {
        var ada = SignedIn.withPasskey("Ada", new SoftPasskey());
        var mallory = SignedIn.withPassword("Mallory");
        var hers = ada.browser().get("/account").found("/account/credentials/(pky_[a-z0-9]+)/name");
        var form = mallory.browser().get("/account").form();
        assertThat(mallory.browser()
                        .post("/account/credentials/" + hers + "/remove", "form", form)
                        .body())
                .contains("There is no such credential any more.");
        assertThat(mallory.browser()
                        .post("/account/credentials/" + hers + "/name", "form", form, "name", "mine")
                        .body())
                .contains("There is no such credential any more.");
        String signIn = Api.as(Api.admin())
                .get("/identities/" + ada.person().id() + "/sign-ins")
                .then()
                .extract()
                .path("[0].id");
        assertThat(mallory.browser()
                        .post("/account/sign-ins/" + signIn + "/end", "form", form)
                        .body())
                .contains("had ended already");
        assertThat(ada.browser().get("/account").status()).isEqualTo(200);
    }

    private static SessionEnded ended(String signIn) {
        return (SessionEnded) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SessionEnded end && end.signIn().value().equals(signIn));
    }
}
