package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.SoftPasskey;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.devices.Device;
import dev.mandate.pages.PageBrowser.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As shipped: who uses an administrator's role signs in with two factors. */
@QuarkusTest
class RoleStrengthIT {
    private static final String MORE = "a password alone isn't enough";

    @Inject
    DataSource database;

    @Inject
    @Wellness
    Instance<HealthCheck> well;

    private Application app;

    @BeforeEach
    void register() {
        app = Application.registered("openid", "identities:read");
    }

    /** Until it is known here, which an assertion with two factors shows. */
    private static void administers(Workforce person) {
        person.holds(MandateRole.ADMINISTRATOR, Instant.now().plusSeconds(3_600));
        Api.issuerIsRegistered();
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        asserted(person, "https://idp.example/mfa").extract().statusCode() == 200);
    }

    private static ValidatableResponse asserted(Workforce person, String acr) {
        return asserted(person, "clients:write", acr);
    }

    private static ValidatableResponse asserted(Workforce person, String scope, String acr) {
        var assertion = Api.assertion(Api.ISSUER, person.employeeId()).claim("acr", acr);
        var asks = Api.form(Api.BEARER);
        return Api.token((scope.isEmpty() ? asks : asks.formParam("scope", scope))
                .formParam("assertion", Api.sign(Api.ISSUER_KEY, assertion.build())));
    }

    private static SignedIn administrator(SoftPasskey passkey) {
        var ada = SignedIn.withPassword("Ada");
        ada.adds(passkey, "key");
        administers(ada.person());
        return ada;
    }

    @Test
    void a_password_alone_gives_nothing_of_an_administrators_role() {
        var passkey = new SoftPasskey();
        var ada = administrator(passkey);
        var asks = app.request("scope", "openid identities:read");
        assertThat(Application.answer(ada.browser().get(asks + "&prompt=none")))
                .containsEntry("error", "unmet_authentication_requirements");
        var page = ada.browser().get(ada.browser().get(asks).location());
        assertThat(page.body()).contains(MORE);
        var again = SignedIn.byPassword(ada.browser(), page, ada.person());
        assertThat(ada.browser().get(again.location()).location()).startsWith("/sign-in?");

        page = ada.browser().get(ada.browser().get(asks).location());
        var in = SignedIn.byPasskey(ada.browser(), page, passkey);
        var code = Application.answer(ada.browser().get(in.location())).get("code");
        app.redeem(code).statusCode(200).body("scope", equalTo("identities:read openid"));
    }

    @Test
    void who_is_asked_on_a_page_signs_in_more_strongly_before() {
        var passkey = new SoftPasskey();
        var ada = administrator(passkey);
        var asks = app.request("scope", "openid identities:read", "prompt", "consent");
        var page = ada.browser().get(ada.browser().get(asks).location());
        assertThat(page.body()).contains(MORE);
        var in = SignedIn.byPasskey(ada.browser(), page, passkey);
        var asked = ada.browser().get(ada.browser().get(in.location()).location());
        assertThat(asked.body()).contains("see people and what they sign in with");
        var agreed = ada.browser()
                .post("/oauth2/consent", "form", asked.form(), "request", asked.request(), "answer", "agree");
        app.redeem(Application.answer(agreed).get("code"))
                .statusCode(200)
                .body("scope", equalTo("identities:read openid"));
    }

    @Test
    void the_word_of_a_sign_in_issuer_counts_for_two_factors_where_that_was_agreed_on() {
        var person = Workforce.joins("Ida");
        administers(person);
        asserted(person, "https://idp.example/password")
                .statusCode(400)
                .body("error", equalTo("invalid_scope"), "error_description", containsString("stronger sign-in"));
    }

    @Test
    void nobody_administers_while_his_role_may_have_been_taken_from_him_unheard() throws Exception {
        var person = Workforce.joins("Ida");
        administers(person);
        // Longer ago than these tests say that anything may be: cut off from Kafka, nothing new is said.
        marked("INSERT INTO input_freshness (topic, \"partition\", complete_until)"
                + " SELECT ?, n, TIMESTAMPTZ '1900-01-01' FROM generate_series(0, 99) n"
                + " ON CONFLICT (topic, \"partition\") DO UPDATE SET complete_until = excluded.complete_until");
        try {
            asserted(person, "https://idp.example/mfa").statusCode(400).body("error", equalTo("invalid_scope"));
            asserted(person, "", "https://idp.example/mfa").statusCode(200);
        } finally {
            marked("DELETE FROM input_freshness WHERE topic = ?");
        }
        asserted(person, "https://idp.example/mfa").statusCode(200);
    }

    private void marked(String statement) throws Exception {
        try (var connection = database.getConnection();
                var marks = connection.prepareStatement(statement)) {
            marks.setString(1, AccessState.FAMILY.topic().name());
            assertThat(marks.executeUpdate()).isPositive();
        }
    }

    @Test
    void who_asks_for_no_right_of_a_role_signs_in_as_ever() {
        var ada = administrator(new SoftPasskey());
        assertThat(Application.answer(ada.browser().get(app.request("scope", "openid"))))
                .containsKey("code");
    }

    @Test
    void a_device_gets_them_after_a_stronger_sign_in() {
        var passkey = new SoftPasskey();
        var ada = administrator(passkey);
        var terminal = Device.registered("openid", "identities:read");
        var codes = terminal.begins("openid", "identities:read");
        var sent = Device.typed(ada.browser(), codes.user());
        assertThat(sent.status()).isEqualTo(303);
        var page = ada.browser().get(sent.location());
        assertThat(page.body()).contains(MORE);
        var in = SignedIn.byPasskey(ada.browser(), page, passkey);
        assertThat(in.location()).startsWith("/device?");
        Device.answers(ada.browser(), Device.typed(ada.browser(), codes.user()), "agree");
        terminal.polls(codes).statusCode(200).body("scope", containsString("identities:read"));
    }

    @Test
    void who_holds_it_keeps_the_passkey_that_it_wants() {
        var ada = administrator(new SoftPasskey());
        var leo = SignedIn.withPasskey("Leo", new SoftPasskey());
        var page = ada.browser().get("/account");
        var id = page.found("/account/credentials/(pky_[^/]+)/remove");
        var refused = ada.browser().post("/account/credentials/" + id + "/remove", "form", page.form());
        assertThat(refused.body()).contains("your role wants more");
        Api.as(Api.admin())
                .get("/identities/" + ada.person().id() + "/credentials")
                .then()
                .body("type", equalTo(List.of("PASSWORD", "FIDO2")));
        assertThat(leo.browser().get("/account").status()).isEqualTo(200);
    }

    /** As {@code deploy/mandate up} invites the first administrator. */
    @Test
    void who_is_invited_with_such_a_role_and_chooses_a_password_is_led_to_set_up_an_app_once() {
        var person = Workforce.joins("Emil");
        administers(person);
        var link = Api.body(Api.as(Api.admin())
                        .body(Map.of("alsoWithRoles", true))
                        .post("/identities/" + person.id() + "/invitation")
                        .then()
                        .statusCode(200))
                .path("link")
                .textValue()
                .substring(TestBrowser.SITE.length());
        var browser = new TestBrowser();
        var page = browser.get(link);
        var done = browser.post(
                link + "/password", "form", page.form(), "password", SignedIn.PASSWORD, "repeated", SignedIn.PASSWORD);
        assertThat(done.location()).isEqualTo("/account/authenticator");
        assertThat(browser.get(done.location()).body()).contains("name=\"carried\"");

        var another = new TestBrowser();
        assertThat(another.get(link).status()).isEqualTo(404);
        var other = "nine white storks return";
        var form = another.get("/sign-in").form();
        assertThat(another.post(link + "/password", "form", form, "password", other, "repeated", other)
                        .status())
                .isEqualTo(404);
        assertThat(another.get("/account").location()).isEqualTo("/sign-in");
        assertThat(SignedIn.byPassword(another, person.email(), other).status()).isEqualTo(401);
    }

    /** Until it is known here, which an assertion without a second factor shows. */
    private static void holds(Workforce person, String role) {
        person.holds(2, List.of(role), Instant.now().plusSeconds(3_600));
        Api.issuerIsRegistered();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> asserted(person, "", "https://idp.example/password")
                                .extract()
                                .statusCode()
                        == 400);
    }

    private static void thereIs(String role, List<String> inherits) {
        Topics.publish(CatalogEntry.FAMILY, new CatalogEntry.Role(role, 1, false, role, inherits, List.of()));
    }

    @Test
    void who_holds_a_role_that_wants_it_or_one_that_inherits_it_signs_in_so_wherever_he_does() {
        thereIs("it-treasurer", List.of());
        thereIs("it-head-of-finance", List.of("it-treasurer"));
        var passkey = new SoftPasskey();
        var ada = SignedIn.withPassword("Ada");
        ada.adds(passkey, "key");
        var asks = app.request("scope", "openid");
        assertThat(Application.answer(ada.browser().get(asks))).as("as yet").containsKey("code");
        holds(ada.person(), "it-head-of-finance");
        assertThat(Application.answer(ada.browser().get(asks + "&prompt=none")))
                .containsEntry("error", "unmet_authentication_requirements");
        var page = ada.browser().get(ada.browser().get(asks).location());
        assertThat(page.body()).contains(MORE);
        var in = SignedIn.byPasskey(ada.browser(), page, passkey);
        assertThat(Application.answer(ada.browser().get(in.location()))).containsKey("code");

        asserted(ada.person(), "", "https://idp.example/password")
                .statusCode(400)
                .body("error", equalTo("invalid_grant"), "error_description", containsString("stronger sign-in"));
        asserted(ada.person(), "", "https://idp.example/mfa").statusCode(200);
    }

    @Test
    void nothing_is_refreshed_that_came_of_a_weaker_sign_in_than_a_role_wants_by_now() {
        thereIs("it-treasurer", List.of());
        var passkey = new SoftPasskey();
        var ada = SignedIn.withPassword("Ada");
        ada.adds(passkey, "key");
        var byPassword = refreshToken(ada.browser().get(app.request("scope", "openid")));
        holds(ada.person(), "it-treasurer");
        app.refresh(byPassword)
                .statusCode(400)
                .body("error", equalTo("invalid_grant"), "error_description", containsString("stronger sign-in"));

        var page = ada.browser()
                .get(ada.browser().get(app.request("scope", "openid")).location());
        var in = SignedIn.byPasskey(ada.browser(), page, passkey);
        var byPasskey = refreshToken(ada.browser().get(in.location()));
        app.refresh(byPasskey).statusCode(200);
        app.refresh(byPassword).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void what_is_refreshed_while_nobody_knows_his_roles_is_refused_for_now_and_not_used_up() throws Exception {
        thereIs("it-treasurer", List.of());
        var ada = SignedIn.withPassword("Ada");
        var token = refreshToken(ada.browser().get(app.request("scope", "openid")));
        rolesOf(ada, "lost");
        app.refresh(token).statusCode(503).body("error", equalTo("temporarily_unavailable"));
        rolesOf(ada, "[]");
        app.refresh(token).statusCode(200);
    }

    private String refreshToken(Page answered) {
        return app.redeem(Application.answer(answered).get("code"))
                .statusCode(200)
                .extract()
                .path("refresh_token");
    }

    private void rolesOf(SignedIn whose, String kept) throws Exception {
        try (var connection = database.getConnection();
                var change = connection.prepareStatement("UPDATE identities SET roles = ? WHERE id = ?")) {
            change.setString(1, kept);
            change.setString(2, whose.person().id().value());
            assertThat(change.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void a_device_is_let_in_by_nobody_whose_role_wants_more_than_he_showed() {
        thereIs("it-treasurer", List.of());
        var passkey = new SoftPasskey();
        var ada = SignedIn.withPassword("Ada");
        ada.adds(passkey, "key");
        holds(ada.person(), "it-treasurer");
        var terminal = Device.registered("openid");
        var sent = Device.typed(ada.browser(), terminal.begins("openid").user());
        assertThat(sent.status()).isEqualTo(303);
        assertThat(ada.browser().get(sent.location()).body()).contains(MORE);
    }

    @Test
    void no_page_that_asks_is_answered_by_somebody_whose_role_wants_more_than_he_showed() {
        thereIs("it-treasurer", List.of());
        var ada = SignedIn.withPassword("Ada");
        holds(ada.person(), "it-treasurer");
        // As a browser carries it in which nobody is signed in, so that nothing is known of whose roles want what.
        var carried = new TestBrowser()
                .get(app.request("scope", "openid", "prompt", "consent"))
                .location();
        var request = carried.substring(carried.indexOf("request=") + "request=".length());
        assertThat(ada.browser().get("/oauth2/consent?request=" + request).location())
                .startsWith("/sign-in?");
        var form = ada.browser().get("/account").form();
        assertThat(ada.browser()
                        .post("/oauth2/consent", "form", form, "request", request, "answer", "agree")
                        .location())
                .startsWith("/sign-in?");
    }

    @Test
    void whose_roles_can_not_be_read_signs_in_as_strongly_as_any_role_wants() throws Exception {
        thereIs("it-treasurer", List.of());
        var ada = SignedIn.withPassword("Ada");
        var asks = app.request("scope", "openid") + "&prompt=none";
        assertThat(Application.answer(ada.browser().get(asks))).containsKey("code");
        rolesOf(ada, "lost");
        assertThat(Application.answer(ada.browser().get(asks)))
                .containsEntry("error", "unmet_authentication_requirements");
    }

    @Test
    void a_setting_for_a_role_that_there_is_not_is_told_of() {
        thereIs("it-treasurer", List.of());
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var told = well.stream()
                    .map(HealthCheck::call)
                    .filter(it -> it.getName().equals("roles that want a stronger sign-in"))
                    .toList();
            assertThat(told).singleElement().satisfies(it -> {
                assertThat(it.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
                assertThat(it.getData().orElseThrow().get("unknown").toString())
                        .contains("mandate.role-strength.of.it-misspelt: ")
                        .doesNotContain("it-treasurer: ");
            });
        });
    }

    @Test
    void an_application_asks_for_what_can_not_be_phished() {
        var phr = app.request("scope", "openid", "acr_values", "urn:mandate:acr:phr");
        var ada = SignedIn.withPassword("Ada");
        assertThat(Application.answer(ada.browser().get(phr + "&prompt=none")))
                .containsEntry("error", "unmet_authentication_requirements");
        assertThat(ada.browser().get(ada.browser().get(phr).location()).body())
                .contains("It asks for a passkey; nothing else is enough.");
        var leo = SignedIn.withPasskey("Leo", new SoftPasskey());
        assertThat(Application.answer(leo.browser().get(phr))).containsKey("code");
    }
}
