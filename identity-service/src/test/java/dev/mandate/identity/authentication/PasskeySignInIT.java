package dev.mandate.identity.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SessionEstablished;
import dev.mandate.events.identity.SignalEvent.SignInProblem;
import dev.mandate.events.identity.SignalEvent.SignInRefused;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.SoftPasskey;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PasskeySignInIT {
    @Test
    void a_passkey_signs_its_person_in_with_two_factors_and_without_a_name() {
        var passkey = new SoftPasskey();
        var ada = SignedIn.withPasskey("Ada", passkey);
        var browser = new TestBrowser();
        var page = browser.get("/sign-in");
        assertThat(page.options()).contains("\"rpId\":\"localhost\"").doesNotContain("allowCredentials");
        var done = browser.post("/sign-in/passkey", "form", page.form(), "response", passkey.get(page.options()));
        assertThat(done.location()).isEqualTo("/account");
        assertThat(browser.get("/account").body()).contains("Ada Example", "laptop");
        var established = (SessionEstablished) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SessionEstablished && ada.person().id().equals(it.subject()));
        assertThat(established.acr()).isEqualTo("urn:mandate:acr:mfa");
        assertThat(established.amr()).contains("mfa", "pop");
    }

    @Test
    void another_origin_another_host_an_unlocked_key_and_a_strange_key_sign_nobody_in() {
        var passkey = new SoftPasskey();
        SignedIn.withPasskey("Ada", passkey);
        refused(passkey.at("https://evil.example"));
        passkey.at(TestBrowser.SITE);
        refused(passkey.at("http://localhost:9999"));
        passkey.at(TestBrowser.SITE);
        refused(passkey.of("evil.example"));
        passkey.of("localhost");
        refused(new SoftPasskey());
        refused(passkey.locked());
    }

    private static void refused(SoftPasskey passkey) {
        var browser = new TestBrowser();
        var page = browser.get("/sign-in");
        var answer = browser.post("/sign-in/passkey", "form", page.form(), "response", passkey.get(page.options()));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(browser.cookie("mandate-session")).isEmpty();
    }

    @Test
    void a_signature_counts_once_and_only_in_the_browser_that_was_asked_for_it() {
        var passkey = new SoftPasskey();
        SignedIn.withPasskey("Ada", passkey);
        var browser = new TestBrowser();
        var page = browser.get("/sign-in");
        var response = passkey.get(page.options());

        var other = new TestBrowser();
        assertThat(other.post("/sign-in/passkey", "form", other.get("/sign-in").form(), "response", response)
                        .status())
                .isEqualTo(401);

        var before = browser.cookie("mandate-browser");
        assertThat(browser.post("/sign-in/passkey", "form", page.form(), "response", response)
                        .status())
                .isEqualTo(303);
        var replaying = new TestBrowser();
        replaying.holds("mandate-browser", before);
        assertThat(replaying
                        .post("/sign-in/passkey", "form", page.form(), "response", response)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_counter_that_goes_back_is_refused_and_on_record() {
        var passkey = new SoftPasskey().counting(100);
        var ada = SignedIn.withPasskey("Ada", passkey);
        refused(passkey.counting(3));
        var refused = (SignInRefused) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SignInRefused && ada.person().id().equals(it.subject()));
        assertThat(refused.reason()).isEqualTo(SignInProblem.COUNTER);
    }

    @Test
    void a_challenge_for_registering_signs_nobody_in_and_the_other_way_round() {
        var passkey = new SoftPasskey();
        var ada = SignedIn.withPasskey("Ada", passkey);
        var account = ada.browser().get("/account");
        var signIn = ada.browser().get("/sign-in?again");
        assertThat(ada.browser()
                        .post("/sign-in/passkey", "form", signIn.form(), "response", passkey.get(account.options()))
                        .status())
                .isEqualTo(401);
        var body = ada.browser()
                .post(
                        "/account/passkeys",
                        "form",
                        account.form(),
                        "response",
                        new SoftPasskey().create(signIn.options()),
                        "name",
                        "x")
                .body();
        assertThat(body).contains("could not be checked");
    }

    @Test
    void what_is_no_answer_of_an_authenticator_is_refused() {
        for (var response : new String[] {
            "",
            "{}",
            "[]",
            "null",
            "x",
            "{\"id\":\"AA\",\"response\":{}}",
            "{\"id\":null,\"rawId\":null,\"response\":null}",
            "[".repeat(20_000),
            "x".repeat(100_000)
        }) {
            var browser = new TestBrowser();
            var page = browser.get("/sign-in");
            assertThat(browser.post("/sign-in/passkey", "form", page.form(), "response", response)
                            .status())
                    .as(response.substring(0, Math.min(40, response.length())))
                    .isEqualTo(401);
        }
    }
}
