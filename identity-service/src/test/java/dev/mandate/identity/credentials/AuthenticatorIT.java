package dev.mandate.identity.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.authorize.Application;
import dev.mandate.identity.devices.Device;
import dev.mandate.pages.PageBrowser.Page;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A password and a code. Codes of one half minute are taken in the next too, so that no test waits for one. */
@QuarkusTest
class AuthenticatorIT {
    @Inject
    AgroalDataSource database;

    /** Somebody with an app, as it was set up on the pages. */
    private record WithApp(SignedIn who, byte[] secret, List<String> recoveryCodes) {
        static WithApp setUp(SignedIn who) {
            var page = who.browser().get("/account/authenticator");
            var secret = Base32.read(page.found("secret=([A-Z2-7]{32})"));
            var done = who.browser()
                    .post(
                            "/account/authenticator",
                            "form",
                            page.form(),
                            "carried",
                            page.found("name=\"carried\" value=\"([^\"]+)\""),
                            "code",
                            codeOf(secret));
            assertThat(done.status()).as(done.body()).isEqualTo(200);
            var codes = Pattern.compile("<code>([^<]+)</code>")
                    .matcher(done.body())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            return new WithApp(who, secret, codes);
        }

        String code() {
            return codeOf(secret);
        }

        Page password(TestBrowser browser) {
            return SignedIn.byPassword(browser, who.person().email(), SignedIn.PASSWORD);
        }

        Page code(TestBrowser browser, Page asked, String code) {
            return browser.post(
                    "/sign-in/code",
                    "form",
                    asked.form(),
                    "request",
                    asked.found("name=\"request\" value=\"([^\"]*)\""),
                    "carried",
                    asked.found("name=\"carried\" value=\"([^\"]+)\""),
                    "code",
                    code);
        }
    }

    private static String codeOf(byte[] secret) {
        return Totp.code(secret, Instant.now().getEpochSecond() / Totp.PERIOD);
    }

    /** Everybody's wrong attempts here come from one address. */
    @BeforeEach
    @AfterEach
    void forget_attempts() throws SQLException {
        update("DELETE FROM sign_in_attempts WHERE key LIKE 'address:%'");
    }

    private void update(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** As if the present half minute had passed. */
    private void timePasses(WithApp ada) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "UPDATE authenticators SET last_step = last_step - 2 WHERE person_id = ?")) {
            statement.setString(1, ada.who.person().id().value());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void who_has_an_app_is_asked_for_its_code_and_signs_in_by_two_factors() throws Exception {
        var ada = WithApp.setUp(SignedIn.withPassword("Ada"));
        assertThat(ada.recoveryCodes).hasSize(10);
        timePasses(ada);
        var browser = new TestBrowser();
        var asked = ada.password(browser);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.setCookies()).isEmpty();
        assertThat(browser.get("/account").location()).isEqualTo("/sign-in");
        assertThat(asked.header("Cache-Control")).isEqualTo("no-store");

        assertThat(ada.code(browser, asked, "").status()).isEqualTo(401);
        assertThat(ada.code(browser, asked, ada.code()).location()).isEqualTo("/account");

        assertThat(browser.get("/account").body()).contains("10 recovery codes are left");
        var fact = (SignalEvent.SessionEstablished) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SignalEvent.SessionEstablished in
                        && in.subject().equals(ada.who.person().id())
                        && in.amr().contains("otp"));
        assertThat(fact.acr()).isEqualTo("urn:mandate:acr:mfa");
        Api.as(Api.admin())
                .get("/identities/" + ada.who.person().id() + "/credentials")
                .then()
                .statusCode(200)
                .body("type", equalTo(List.of("PASSWORD", "APP")));
    }

    /** Otherwise he would be told from nobody by how long a wrong password takes, for as long as he keeps it. */
    @Test
    void a_password_of_another_cost_is_hashed_anew_at_the_next_good_sign_in_and_stays_the_same() throws Exception {
        var ada = SignedIn.withPassword("Ada");
        var person = ada.person().id().value();
        var before = Argon2Hash.of(SignedIn.PASSWORD, new PasswordConfig() {
            @Override
            public int passwordMemoryKib() {
                return 32;
            }

            @Override
            public int passwordPasses() {
                return 1;
            }
        });
        update("UPDATE passwords SET hash = '" + before.text() + "' WHERE person_id = '" + person + "'");
        assertThat(SignedIn.byPassword(new TestBrowser(), ada.person().email(), "seven grey herons stay")
                        .status())
                .isEqualTo(401);
        assertThat(hashOf(person)).isEqualTo(before.text());
        SignedIn.byPassword(new TestBrowser(), ada.person().email(), SignedIn.PASSWORD);
        assertThat(hashOf(person)).startsWith("$argon2id$v=19$m=64,t=2,");
        assertThat(Argon2Hash.parse(hashOf(person)).matches(SignedIn.PASSWORD)).isTrue();
    }

    private String hashOf(String person) throws SQLException {
        try (var connection = database.getConnection();
                var look = connection.prepareStatement("SELECT hash FROM passwords WHERE person_id = ?")) {
            look.setString(1, person);
            try (var found = look.executeQuery()) {
                found.next();
                return found.getString(1);
            }
        }
    }

    @Test
    void who_holds_a_role_that_wants_two_factors_keeps_his_app() {
        var ada = WithApp.setUp(SignedIn.withPassword("Ada"));
        ada.who.person().holds(MandateRole.ADMINISTRATOR, Instant.now().plusSeconds(3_600));
        var browser = ada.who.browser();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(roles(ada)).containsIgnoringCase("administrator"));
        var refused = browser.post(
                "/account/authenticator/remove", "form", browser.get("/account").form());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("your role wants more");
        assertThat(browser.get("/account").body()).contains("10 recovery codes are left");
    }

    /** As the first administrator who chose a password by the link that {@code deploy/mandate up} prints. */
    @Test
    void an_administrator_goes_on_by_password_and_app_at_a_terminal_and_in_an_application() throws Exception {
        var application = Application.registered("openid", "identities:read");
        var terminal = Device.registered("openid", "identities:read");
        var ada = WithApp.setUp(SignedIn.withPassword("Ada"));
        ada.who.person().holds(MandateRole.ADMINISTRATOR, Instant.now().plusSeconds(3_600));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(roles(ada)).containsIgnoringCase("administrator"));
        timePasses(ada);
        var browser = ada.who.browser();
        var codes = terminal.begins("openid", "identities:read");
        var led = browser.get(Device.typed(browser, codes.user()).location());
        assertThat(led.body()).contains("a password alone isn't enough");
        var in = ada.code(browser, SignedIn.byPassword(browser, led, ada.who.person()), ada.code());
        assertThat(in.location()).startsWith("/device?user_code=");
        Device.answers(browser, Device.typed(browser, codes.user()), "agree");
        terminal.polls(codes).statusCode(200).body("scope", equalTo("identities:read openid"));

        timePasses(ada);
        var other = new TestBrowser();
        led = other.get(other.get(application.request("scope", "openid identities:read"))
                .location());
        in = ada.code(other, SignedIn.byPassword(other, led, ada.who.person()), ada.code());
        var code = Application.answer(other.get(in.location())).get("code");
        application.redeem(code).statusCode(200).body("scope", equalTo("identities:read openid"));
    }

    private String roles(WithApp of) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("SELECT mandate_roles FROM identities WHERE id = ?")) {
            statement.setString(1, of.who.person().id().value());
            var rows = statement.executeQuery();
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    @Test
    void a_code_counts_once_for_its_person_and_in_the_browser_that_was_asked() throws Exception {
        var ada = WithApp.setUp(SignedIn.withPassword("Ada"));
        var leo = WithApp.setUp(SignedIn.withPassword("Leo"));
        timePasses(ada);
        timePasses(leo);
        var browser = new TestBrowser();
        var asked = ada.password(browser);
        assertThat(ada.code(browser, asked, leo.code()).status()).isEqualTo(401);
        assertThat(ada.code(browser, asked, leo.recoveryCodes.get(0)).status()).isEqualTo(401);

        var thief = new TestBrowser();
        var his = leo.password(thief);
        var stolen = thief.post(
                "/sign-in/code",
                "form",
                his.form(),
                "carried",
                asked.found("name=\"carried\" value=\"([^\"]+)\""),
                "code",
                ada.code());
        assertThat(stolen.status()).isEqualTo(401);
        assertThat(stolen.body()).contains("begin again");
        assertThat(browser.post("/sign-in/code", "form", "forged", "carried", "x", "code", ada.code())
                        .status())
                .isEqualTo(403);

        var code = ada.code();
        assertThat(ada.code(browser, asked, code).status()).isEqualTo(303);
        var again = new TestBrowser();
        assertThat(ada.code(again, ada.password(again), code).status()).isEqualTo(401);
    }

    @Test
    void a_recovery_code_lets_him_in_once_and_new_ones_replace_those_from_before() {
        var ada = WithApp.setUp(SignedIn.withPassword("Ada"));
        var browser = new TestBrowser();
        var typed = ada.recoveryCodes.get(3).toUpperCase(Locale.ROOT).replace("-", " ");
        assertThat(ada.code(browser, ada.password(browser), typed).status()).isEqualTo(303);
        var account = browser.get("/account");
        assertThat(account.body()).contains("9 recovery codes are left");
        var other = new TestBrowser();
        assertThat(ada.code(other, ada.password(other), typed).status()).isEqualTo(401);

        assertThat(browser.post("/account/authenticator/codes", "form", "forged")
                        .location())
                .isEqualTo("/account");
        assertThat(browser.post("/account/authenticator/codes", "form", account.form())
                        .body())
                .contains("shown this once");
        assertThat(ada.code(other, ada.password(other), ada.recoveryCodes.get(4))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void wrong_codes_wait_longer_and_longer_while_others_go_on() throws Exception {
        var ada = WithApp.setUp(SignedIn.withPassword("Ada"));
        timePasses(ada);
        var browser = new TestBrowser();
        var asked = ada.password(browser);
        for (int i = 0; i < 4; i++)
            assertThat(ada.code(browser, asked, "not a code").status()).isEqualTo(401);
        // Each further wrong one doubles the wait, so that before long one meets it.
        await().atMost(Topics.SOON)
                .until(() -> ada.code(browser, asked, "not a code").status() == 429);
        update("UPDATE sign_in_attempts SET next_at = now() + interval '1 minute' WHERE failures >= 5");
        var right = ada.code(browser, asked, ada.code());
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.body()).contains("Too many attempts");
        update("UPDATE sign_in_attempts SET next_at = now() WHERE failures >= 5");
        assertThat(ada.code(browser, asked, ada.code()).status()).isEqualTo(303);
        var refused = (SignalEvent.SignInRefused) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SignalEvent.SignInRefused no
                        && no.method() == SignalEvent.SignInMethod.CODE
                        && ada.who.person().id().equals(no.subject()));
        assertThat(refused.reason()).isEqualTo(SignalEvent.SignInProblem.WRONG);
        var leo = WithApp.setUp(SignedIn.withPassword("Leo"));
        assertThat(leo.recoveryCodes).hasSize(10);
    }

    @Test
    void who_was_asked_before_the_password_changed_begins_again() throws Exception {
        var ada = WithApp.setUp(SignedIn.withPassword("Ada"));
        timePasses(ada);
        var browser = new TestBrowser();
        var asked = ada.password(browser);
        var account = ada.who.browser().get("/account");
        var other = "nine green herons fly";
        assertThat(ada.who
                        .browser()
                        .post("/account/password", "form", account.form(), "password", other, "repeated", other)
                        .body())
                .contains("Your password is set");
        var stale = ada.code(browser, asked, ada.code());
        assertThat(stale.status()).isEqualTo(401);
        assertThat(stale.body()).contains("begin again");
    }

    @Test
    void an_app_is_set_up_by_a_code_of_it_alone_and_removed_by_who_is_signed_in() throws Exception {
        var ada = SignedIn.withPassword("Ada");
        var page = ada.browser().get("/account/authenticator");
        assertThat(page.body()).contains("otpauth://totp/Mandate:");
        var carried = page.found("name=\"carried\" value=\"([^\"]+)\"");
        var wrong =
                ada.browser().post("/account/authenticator", "form", page.form(), "carried", carried, "code", "000");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.found("secret=([A-Z2-7]{32})")).isEqualTo(page.found("secret=([A-Z2-7]{32})"));
        assertThat(ada.browser()
                        .post("/account/authenticator", "form", page.form(), "carried", "forged", "code", "000000")
                        .location())
                .isEqualTo("/account/authenticator");
        assertThat(SignedIn.byPassword(new TestBrowser(), ada.person().email(), SignedIn.PASSWORD)
                        .location())
                .isEqualTo("/account");

        var with = WithApp.setUp(ada);
        var account = ada.browser().get("/account");
        assertThat(account.body()).contains("Remove the app");
        assertThat(account.body()).doesNotContain("Remove the password");
        ada.browser().post("/account/authenticator/remove", "form", account.form());
        assertThat(with.password(new TestBrowser()).location()).isEqualTo("/account");
        var fact = (SignalEvent.CredentialChange) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SignalEvent.CredentialChange change
                        && change.changeType() == SignalEvent.ChangeType.DELETE
                        && change.subject().equals(ada.person().id()));
        assertThat(fact.credentialType()).isEqualTo(SignalEvent.CredentialType.APP);
    }

    @Test
    void an_invitation_begins_anew_without_the_app_that_was_lost() {
        var ada = WithApp.setUp(SignedIn.withPassword("Ada"));
        var link = SignedIn.invitationOf(ada.who.person());
        var browser = new TestBrowser();
        var page = browser.get(link);
        browser.post(
                link + "/password", "form", page.form(), "password", SignedIn.PASSWORD, "repeated", SignedIn.PASSWORD);
        assertThat(ada.password(new TestBrowser()).location()).isEqualTo("/account");
        Api.as(Api.admin())
                .get("/identities/" + ada.who.person().id() + "/credentials")
                .then()
                .body("type", hasItem("PASSWORD"))
                .body("size()", equalTo(1));
    }
}
