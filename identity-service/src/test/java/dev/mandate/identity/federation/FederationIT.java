package dev.mandate.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.CredentialChange;
import dev.mandate.events.identity.SignalEvent.CredentialType;
import dev.mandate.events.identity.SignalEvent.SessionEnded;
import dev.mandate.events.identity.SignalEvent.SessionEstablished;
import dev.mandate.events.identity.SignalEvent.SignInProblem;
import dev.mandate.events.identity.SignalEvent.SignInRefused;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.authorize.Application;
import dev.mandate.pages.PageBrowser.Page;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People sign in by a provider elsewhere. */
@QuarkusTest
class FederationIT {
    @Inject
    AgroalDataSource database;

    private UpstreamProvider corp;

    /** A person at the provider whom no other test knows. */
    private final String sub = "sub-" + UUID.randomUUID();

    @BeforeEach
    void there_is_a_provider() {
        corp = new UpstreamProvider();
    }

    /** Everybody's wrong attempts here come from one address. */
    @BeforeEach
    void attempts_of_other_tests_are_forgotten() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM sign_in_attempts WHERE key LIKE 'address:%'");
        }
    }

    @AfterEach
    void there_is_none() {
        corp.close();
    }

    @Test
    void whoever_has_linked_an_account_signs_in_by_it_and_it_is_on_record() {
        corp.isTrusted(Map.of());
        var ada = SignedIn.withPassword("Ada");
        assertThat(link(ada.browser(), Map.of("email", "ada@corp.example")).location())
                .isEqualTo("/account");
        assertThat(ada.browser().get("/account").body()).contains("Corp", "ada@corp.example");
        var linked = (CredentialChange) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof CredentialChange change
                        && change.credentialType() == CredentialType.LINKED_ACCOUNT
                        && change.subject().equals(ada.person().id()));
        assertThat(linked.friendlyName()).isEqualTo(corp.issuer());

        var browser = new TestBrowser();
        assertThat(browser.get("/sign-in").body()).contains("Sign in with Corp");
        var done = corp.signsIn(browser, sub, Map.of("amr", List.of("pwd")));
        assertThat(done.location()).as(done.body()).isEqualTo("/account");
        assertThat(done.setCookies()).anySatisfy(cookie -> assertThat(cookie).startsWith("mandate-trip=;"));
        assertThat(browser.get("/account").body()).contains("Ada Example");
        var fact = (SessionEstablished) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SessionEstablished in && corp.issuer().equals(in.issuer()));
        assertThat(fact.subject()).isEqualTo(ada.person().id());
        assertThat(fact.acr()).isEqualTo("urn:mandate:acr:provider");
        assertThat(fact.amr()).containsExactly("pwd");
    }

    @Test
    void what_the_provider_says_of_a_sign_in_puts_its_tokens_on_a_surface() throws Exception {
        corp.isTrusted(
                Map.of("mailDomains", List.of("corp.example")),
                Map.of("surfaces", List.of(Map.of("surface", "managed", "claims", Map.of("/device/managed", "true")))));
        var ada = Workforce.joins("Ada");
        var said = Map.of("email", ada.email(), "email_verified", true, "device", Map.of("managed", true));
        var app = Application.registered("openid", "profile");
        var managed = signedIn(said);
        assertThat(surfaces(app, managed)).isEqualTo(Map.of("managed", corp.issuer()));
        assertThat(surfaces(app, signedIn(Map.of("email", ada.email(), "email_verified", true))))
                .isNull();

        corp.isTrusted(Map.of("mailDomains", List.of("corp.example")));
        assertThat(surfaces(app, managed))
                .as("in a sign-in that goes on, once two people took its rule back")
                .isNull();
    }

    private TestBrowser signedIn(Map<String, Object> said) {
        var browser = new TestBrowser();
        assertThat(corp.signsIn(browser, sub, said).location()).isEqualTo("/account");
        return browser;
    }

    private static Map<String, Object> surfaces(Application app, TestBrowser browser) throws Exception {
        var back = browser.get(app.request("scope", "openid profile"));
        String token = app.redeem(Application.answer(back).get("code"))
                .statusCode(200)
                .extract()
                .path("access_token");
        return Api.claims(token).getJSONObjectClaim("surfaces");
    }

    @Test
    void what_was_agreed_on_as_two_factors_counts_as_such() {
        corp.isTrusted(Map.of());
        var ada = SignedIn.withPassword("Ada");
        link(ada.browser(), Map.of());
        corp.signsIn(new TestBrowser(), sub, Map.of("amr", List.of("pwd", "mfa")));
        var fact = (SessionEstablished) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SessionEstablished in && corp.issuer().equals(in.issuer()));
        assertThat(fact.acr()).isEqualTo("urn:mandate:acr:mfa");

        corp.isTrusted(Map.of("mfaMethods", List.of("hwk")));
        corp.signsIn(new TestBrowser(), sub, Map.of("amr", List.of("pin", "mfa")));
        var weak = (SessionEstablished) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SessionEstablished in
                        && corp.issuer().equals(in.issuer())
                        && in.amr().contains("pin"));
        assertThat(weak.acr()).isEqualTo("urn:mandate:acr:provider");
        assertThat(weak.amr()).as("two factors that nobody agreed on").containsExactly("pin");
    }

    @Test
    void it_is_asked_for_a_code_with_pkce_a_nonce_and_when_he_signed_in() {
        corp.isTrusted(Map.of());
        var asked = corp.asked(corp.sent(new TestBrowser(), "").location());
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("client_id", UpstreamProvider.CLIENT)
                .containsEntry("max_age", "39600") // as long as a sign-in lasts here
                .containsKeys("state", "nonce", "code_challenge")
                .doesNotContainKey("prompt");
        assertThat(asked.get("scope").split(" ")).containsExactlyInAnyOrder("openid", "profile", "email");

        var ada = SignedIn.withPassword("Ada");
        assertThat(corp.asked(corp.sent(ada.browser(), "").location()))
                .as("who is signed in already is there to sign in anew")
                .containsEntry("prompt", "login");
    }

    @Test
    void what_cant_be_believed_signs_nobody_in() {
        corp.isTrusted(Map.of());
        link(SignedIn.withPassword("Ada").browser(), Map.of());
        var later = Date.from(Instant.now().minusSeconds(3600));
        isNotBelieved(Map.of("iss", "https://evil.example"));
        isNotBelieved(Map.of("aud", "another client"));
        isNotBelieved(Map.of("aud", List.of(UpstreamProvider.CLIENT, "another"), "azp", "another"));
        isNotBelieved(Map.of("nonce", "another"));
        isNotBelieved(Map.of("exp", later));
        isNotBelieved(Map.of("auth_time", Instant.now().minusSeconds(50_000).getEpochSecond()));
        isNotBelieved(Map.of("auth_time", Instant.now().plusSeconds(3600).getEpochSecond()));
        isNotBelieved(Map.of("auth_time", "yesterday"));

        corp.signs((claims, key) -> new PlainJWT(claims).serialize());
        isNotBelieved(Map.of());
        corp.signs((claims, key) -> byMac(claims));
        isNotBelieved(Map.of());
        corp.signs((claims, key) -> Api.sign(Api.key(key.getKeyID()), claims));
        isNotBelieved(Map.of());
        corp.signs((claims, key) -> byWeakKey(claims));
        isNotBelieved(Map.of());
        corp.signs((claims, key) -> "x".repeat(40_000));
        isNotBelieved(Map.of());
        corp.signsAsItShould();
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of()).location()).isEqualTo("/account");
        var fact = (SignInRefused) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SignInRefused refused && corp.issuer().equals(refused.issuer()));
        assertThat(fact.reason()).isEqualTo(SignInProblem.WRONG);
    }

    private void isNotBelieved(Map<String, ?> said) {
        var browser = new TestBrowser();
        var page = corp.signsIn(browser, sub, said);
        assertThat(page.status()).as(said + page.body()).isEqualTo(502);
        assertThat(page.body()).contains("nobody was signed in");
        assertThat(browser.cookie("mandate-session")).isEmpty();
    }

    private static String byWeakKey(JWTClaimsSet claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(UpstreamProvider.WEAK.getKeyID());
            var token = new SignedJWT(header.build(), claims);
            token.sign(new RSASSASigner(UpstreamProvider.WEAK.toPrivateKey(), true));
            return token.serialize();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String byMac(JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner((UpstreamProvider.SECRET + UpstreamProvider.SECRET).substring(0, 40)));
            return token.serialize();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void who_comes_back_in_another_browser_twice_or_from_elsewhere_is_not_signed_in() {
        corp.isTrusted(Map.of());
        link(SignedIn.withPassword("Ada").browser(), Map.of());

        var browser = new TestBrowser();
        var back = corp.back(corp.sent(browser, "").location(), sub, Map.of());
        tooLong(new TestBrowser().get(back));
        var mallory = new TestBrowser();
        corp.sent(mallory, "");
        tooLong(mallory.get(back));
        tooLong(browser.get(back.replace("state=", "state=x")));
        tooLong(browser.get(back + "&state=x"));

        var trip = browser.cookie("mandate-trip");
        var known = browser.cookie("mandate-browser");
        assertThat(browser.get(back).location()).isEqualTo("/account");
        tooLong(browser.get(back));
        var replayed = new TestBrowser();
        replayed.holds("mandate-trip", trip);
        replayed.holds("mandate-browser", known);
        tooLong(replayed.get(back));

        var mixed = new TestBrowser();
        var other = corp.back(corp.sent(mixed, "").location(), sub, Map.of());
        assertThat(mixed.get(other.replaceFirst("iss=.*", "iss=https%3A%2F%2Fevil.example"))
                        .status())
                .as("an answer that is another issuer's")
                .isEqualTo(502);
        var silent = new TestBrowser();
        var without = corp.back(corp.sent(silent, "").location(), sub, Map.of());
        assertThat(silent.get(without.replaceFirst("&iss=.*", "")).status())
                .as("an issuer that says who it is always does")
                .isEqualTo(502);
        var declined = new TestBrowser();
        var state = corp.asked(corp.sent(declined, "").location()).get("state");
        assertThat(declined.get(back.replaceFirst("\\?.*", "?error=access_denied&state=" + state))
                        .body())
                .contains("You were not signed in there");
    }

    private static void tooLong(Page page) {
        assertThat(page.status()).as(page.body()).isEqualTo(400);
        assertThat(page.body()).contains("This took too long");
    }

    @Test
    void whose_account_is_nobodys_is_told_the_same_as_who_is_stopped_or_has_left() {
        corp.isTrusted(Map.of());
        var ada = SignedIn.withPassword("Ada");
        link(ada.browser(), Map.of());
        var nobody = corp.signsIn(new TestBrowser(), "sub-" + UUID.randomUUID(), Map.of());
        assertThat(nobody.status()).isEqualTo(403);
        assertThat(nobody.body()).contains("This account lets nobody in here");

        ada.person().isStopped();
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of()).body()).isEqualTo(nobody.body());
        ada.person().isResumed();
        var before = Instant.now().minusSeconds(100).getEpochSecond();
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of("auth_time", before))
                        .body())
                .as("what he showed there before he was stopped")
                .contains("Please sign in there once more", "&amp;again");
        assertThat(corp.asked(corp.sent(new TestBrowser(), "?again").location()))
                .containsEntry("prompt", "login");
        // What ended ended until the next full second.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var browser = new TestBrowser();
            var again = corp.back(corp.sent(browser, "?again").location(), sub, Map.of());
            assertThat(browser.get(again).location()).isEqualTo("/account");
        });
        var stale = new TestBrowser();
        var old = corp.back(corp.sent(stale, "?again").location(), sub, Map.of("auth_time", before));
        assertThat(stale.get(old).status())
                .as("he was to sign in anew, and didn't")
                .isEqualTo(502);

        ada.person().leaves();
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of()).body()).isEqualTo(nobody.body());
    }

    @Test
    void an_account_is_one_persons_and_he_unlinks_it_again() {
        corp.isTrusted(Map.of("mailDomains", List.of("corp.example")));
        var ada = SignedIn.withPassword("Ada");
        link(ada.browser(), Map.of());
        var mallory = SignedIn.withPassword("Mallory");
        assertThat(link(mallory.browser(), Map.of()).status()).isEqualTo(409);
        assertThat(mallory.browser().get("/account").body()).contains("You have linked none");

        var account = ada.browser().get("/account");
        var id = account.found("/account/linked/(lnk_[a-z0-9]+)/remove");
        mallory.browser()
                .post(
                        "/account/linked/" + id + "/remove",
                        "form",
                        mallory.browser().get("/account").form());
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of()).location()).isEqualTo("/account");
        assertThat(ada.browser()
                        .post("/account/linked/" + id + "/remove", "form", account.form())
                        .location())
                .isEqualTo("/account");
        var said = Map.of("email", ada.person().email(), "email_verified", true);
        assertThat(corp.signsIn(new TestBrowser(), sub, said).status())
                .as("her address doesn't link it again")
                .isEqualTo(403);
        assertThat(corp.signsIn(new TestBrowser(), "sub-" + UUID.randomUUID(), said)
                        .status())
                .as("nor another")
                .isEqualTo(403);
        assertThat(link(ada.browser(), Map.of()).location()).isEqualTo("/account");
        assertThat(corp.signsIn(new TestBrowser(), sub, said).location()).isEqualTo("/account");
        ada.browser().post("/account/linked/" + id + "/remove", "form", account.form());
        assertThat(link(mallory.browser(), Map.of()).location()).isEqualTo("/account");
        assertThat(link(ada.browser(), Map.of()).status()).isEqualTo(409);
    }

    @Test
    void an_account_is_linked_only_by_our_own_form_in_the_sign_in_that_began_it() {
        var id = corp.isTrusted(Map.of());
        var ada = SignedIn.withPassword("Ada");
        assertThat(ada.browser().post("/account/linked/" + id, "form", "x").location())
                .isEqualTo("/account");
        assertThat(new TestBrowser().post("/account/linked/" + id, "form", "x").location())
                .isEqualTo("/account");
        var page = ada.browser()
                .post(
                        "/account/linked/" + id,
                        "form",
                        ada.browser().get("/account").form());
        var back = corp.back(leads(page), sub, Map.of());
        ada.browser()
                .holds(
                        "mandate-session",
                        SignedIn.withPassword("Mallory").browser().cookie("mandate-session"));
        assertThat(ada.browser().get(back).body()).contains("Please sign in again");
        corp.isStopped("its key was stolen");
        var nowhere = ada.browser()
                .post(
                        "/account/linked/" + id,
                        "form",
                        ada.browser().get("/account").form());
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.body()).contains("Nobody signs in this way");
    }

    private Page link(TestBrowser browser, Map<String, ?> said) {
        var account = browser.get("/account");
        var id = account.found("action=\"/account/linked/(idp_[a-z0-9]+)\"");
        var page = browser.post("/account/linked/" + id, "form", account.form());
        assertThat(page.body()).contains("Go to Corp");
        assertThat(corp.asked(leads(page))).as("he shows which account it is").containsEntry("prompt", "login");
        return browser.get(corp.back(leads(page), sub, said));
    }

    private static String leads(Page page) {
        return page.found("class=\"button\" href=\"([^\"]*)\"").replace("&amp;", "&");
    }

    @Test
    void an_address_means_its_person_only_if_it_was_verified_and_the_provider_speaks_for_its_domain() {
        corp.isTrusted(Map.of("mailDomains", List.of("corp.example")));
        var ada = Workforce.joins("Ada");
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of("email", ada.email()))
                        .status())
                .as("nobody has verified it")
                .isEqualTo(403);
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of("email", ada.email(), "email_verified", false))
                        .status())
                .isEqualTo(403);
        var said = Map.of("email", ada.email(), "email_verified", true);
        assertThat(corp.signsIn(new TestBrowser(), sub, said).location()).isEqualTo("/account");
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of()).location())
                .as("the account is hers from then on")
                .isEqualTo("/account");
        assertThat(corp.signsIn(new TestBrowser(), "sub-" + UUID.randomUUID(), said)
                        .status())
                .as("another account that was given her address")
                .isEqualTo(403);

        corp.isTrusted(Map.of("mailDomains", List.of("other.example")));
        var grace = Workforce.joins("Grace");
        assertThat(corp.signsIn(
                                new TestBrowser(),
                                "sub-" + UUID.randomUUID(),
                                Map.of("email", grace.email(), "email_verified", true))
                        .status())
                .as("of a domain that it doesn't speak for")
                .isEqualTo(403);
    }

    @Test
    void what_the_id_token_lacks_is_asked_for_and_changes_nothing_that_was_signed() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        corp.tells(Map.of("sub", "sub-" + UUID.randomUUID(), "email", ada.email(), "email_verified", true))
                .isTrusted(Map.of("mailDomains", List.of("corp.example")));
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of()).status())
                .as("it tells of somebody else")
                .isEqualTo(502);
        corp.tells(Map.of("sub", sub, "email", ada.email(), "email_verified", true));
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of("email", grace.email()))
                        .status())
                .as("that an address is his doesn't make another his")
                .isEqualTo(403);
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of("email", ada.email(), "email_verified", false))
                        .status())
                .as("what was signed counts")
                .isEqualTo(403);
        var browser = new TestBrowser();
        assertThat(corp.signsIn(browser, sub, Map.of()).location()).isEqualTo("/account");
        assertThat(browser.get("/account").body()).contains("Ada");
        corp.tells(Map.of());
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of()).status())
                .as("it doesn't say of whom it tells")
                .isEqualTo(502);
    }

    @Test
    void who_signs_out_is_offered_to_sign_out_at_his_provider_too() {
        corp.publishes("end_session_endpoint", corp.issuer() + "/end?of=corp")
                .isTrusted(Map.of("mailDomains", List.of("corp.example")));
        var ada = Workforce.joins("Ada");
        var said = Map.of("email", ada.email(), "email_verified", true);
        var browser = new TestBrowser();
        assertThat(corp.signsIn(browser, sub, said).location()).isEqualTo("/account");
        var out = browser.post("/sign-out", "form", browser.get("/account").form());
        assertThat(out.body()).contains("You are signed out", "Sign out at Corp too");
        assertThat(leads(out)).isEqualTo(corp.issuer() + "/end?of=corp&client_id=" + UpstreamProvider.CLIENT);

        assertThat(corp.signsIn(browser, sub, said).location()).isEqualTo("/account");
        var asked = browser.get("/oauth2/logout");
        var confirmed = browser.post(
                "/oauth2/logout/confirm",
                "form",
                asked.form(),
                "back",
                asked.found("name=\"back\" value=\"([^\"]*)\""));
        assertThat(leads(confirmed)).startsWith(corp.issuer() + "/end");

        var here = SignedIn.withPassword("Grace").browser();
        assertThat(here.post("/sign-out", "form", here.get("/account").form()).body())
                .contains("You are signed out")
                .doesNotContain("class=\"button\"");
    }

    @Test
    void a_provider_takes_in_whom_its_rules_let_in_as_an_hr_system_does() {
        var id = corp.isTrusted(Map.of(
                "mailDomains",
                List.of("new.example"),
                "joining",
                List.of(Map.of(
                        "claim", "groups", "value", "engineers", "department", "engineering", "country", "DE"))));
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of("groups", List.of("guests")))
                        .status())
                .isEqualTo(403);
        var mail = "ida." + UUID.randomUUID() + "@new.example";
        var said = Map.of(
                "groups",
                List.of("engineers"),
                "given_name",
                "Ida",
                "family_name",
                "Iversen",
                "email",
                mail,
                "email_verified",
                true);
        var page = corp.signsIn(new TestBrowser(), sub, said);
        assertThat(page.body()).contains("Your account is being made");
        var joined = (HrEvent.Joined) Topics.awaitOn(
                HrEvent.FAMILY,
                it -> it instanceof HrEvent.Joined him
                        && mail.equals(him.attributes().email()));
        assertThat(joined.attributes().department()).isEqualTo("engineering");
        assertThat(joined.attributes().displayName()).isEqualTo("Ida Iversen");
        assertThat(joined.employeeId()).isEqualTo(joined.identity().value());
        var source = Topics.awaitOfKey(HrEvent.FAMILY.topic(), joined.employeeId(), 1)
                .get(0)
                .headers()
                .lastHeader("ce_source");
        assertThat(new String(source.value())).isEqualTo("urn:mandate:identity:oidc:" + id);

        var person = Workforce.takenIn(joined);
        var browser = new TestBrowser();
        var url = page.found("class=\"button\" href=\"([^\"]*)\"");
        assertThat(url).startsWith("/sign-in/with/" + id);
        assertThat(corp.signsIn(browser, sub, said).location()).isEqualTo("/account");
        assertThat(browser.get("/account").body()).contains("Ida Iversen");

        var moved = corp.signsIn(new TestBrowser(), sub, Map.of("groups", List.of("engineers"), "name", "Ida Dahl"));
        assertThat(moved.location()).isEqualTo("/account");
        var events = Topics.awaitOfKey(HrEvent.FAMILY.topic(), person.id().value(), 2);
        assertThat(Topics.read(HrEvent.FAMILY, events.get(1))).singleElement().isInstanceOf(HrEvent.Moved.class);
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of("groups", List.of("guests")))
                        .status())
                .as("no rule lets her in any more")
                .isEqualTo(403);

        var other = "sub-" + UUID.randomUUID();
        assertThat(corp.signsIn(
                                new TestBrowser(),
                                other,
                                Map.of("groups", List.of("engineers"), "email", "a\0@new.example"))
                        .status())
                .as("an address that no database keeps")
                .isEqualTo(403);
        assertThat(corp.signsIn(new TestBrowser(), other, Map.of("groups", List.of("engineers"), "email", mail))
                        .status())
                .as("whose address somebody has is perhaps no new one")
                .isEqualTo(403);
    }

    @Test
    void whoever_may_be_another_than_a_later_rule_says_is_not_taken_in_by_it() {
        corp.publishes("userinfo_endpoint", corp.issuer() + "/down")
                .isTrusted(Map.of(
                        "mailDomains",
                        List.of("new.example"),
                        "joining",
                        List.of(
                                Map.of("claim", "kind", "value", "contractor", "department", "external"),
                                Map.of("department", "staff"))));
        var said = Map.of("email", "ivo." + UUID.randomUUID() + "@new.example", "email_verified", true);
        assertThat(corp.signsIn(new TestBrowser(), sub, said).status())
                .as("nobody could ask whether he is a contractor")
                .isEqualTo(403);
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of("kind", "contractor"))
                        .status())
                .as("nor whose address he has")
                .isEqualTo(403);
        var known = new HashMap<String, Object>(said);
        known.put("kind", "contractor");
        assertThat(corp.signsIn(new TestBrowser(), sub, known).body()).contains("Your account is being made");
    }

    @Test
    void a_stopped_provider_signs_nobody_in_and_what_it_signed_in_ends() {
        var id = corp.isTrusted(Map.of());
        var ada = SignedIn.withPassword("Ada");
        link(ada.browser(), Map.of());
        var browser = new TestBrowser();
        corp.signsIn(browser, sub, Map.of());
        assertThat(browser.get("/account").status()).isEqualTo(200);
        var late = new TestBrowser();
        var back = corp.back(corp.sent(late, "").location(), sub, Map.of());
        corp.isStopped("its key was stolen");
        assertThat(browser.get("/account").location()).isEqualTo("/sign-in");
        assertThat(ada.browser().get("/account").status()).as("by her password").isEqualTo(200);
        var ended = (SessionEnded) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SessionEnded end
                        && end.subject().equals(ada.person().id()));
        assertThat(ended.reasonAdmin()).isEqualTo("provider_stopped");
        assertThat(ended.by()).as("who stopped it").isEqualTo(new Actor("admin", "admin", List.of()));
        assertThat(late.get(back).status()).isEqualTo(404);
        assertThat(new TestBrowser().get("/sign-in/with/" + id).status()).isEqualTo(404);
        assertThat(new TestBrowser().get("/sign-in").body()).doesNotContain(id);
    }

    @Test
    void who_signs_out_there_is_signed_out_here_of_what_came_of_that_sign_in() {
        corp.isTrusted(Map.of());
        var early = corp.logout("another").build();
        corp.hidesItsKeys(true);
        assertThat(corp.tells(early).status()).as("it can't be looked at now").isEqualTo(503);
        corp.hidesItsKeys(false);
        var ada = SignedIn.withPassword("Ada");
        link(ada.browser(), Map.of());
        assertThat(corp.tells(early).status()).as("it may come again").isEqualTo(200);
        var desk = new TestBrowser();
        corp.signsIn(desk, sub, Map.of("sid", "desk"));
        var phone = new TestBrowser();
        corp.signsIn(phone, sub, Map.of("sid", "phone"));
        var token = corp.logout(sub).claim("sid", "desk").build();
        for (var none : List.of("", "x", "x.y.z", "eyJhbGciOiJub25lIn0.e30."))
            assertThat(corp.tells(none).status()).as(none).isEqualTo(400);
        assertThat(corp.tells(corp.logout(sub)
                                .claim("sid", "phone")
                                .claim("nonce", "x")
                                .build())
                        .status())
                .isEqualTo(400);
        assertThat(corp.tells(corp.logout(sub).audience("another").build()).status())
                .isEqualTo(400);
        assertThat(corp.tells(corp.logout(sub)
                                .issueTime(Date.from(Instant.now().minusSeconds(3600)))
                                .build())
                        .status())
                .isEqualTo(400);
        assertThat(corp.tells(corp.logout(sub).claim("events", Map.of()).build())
                        .status())
                .isEqualTo(400);
        assertThat(phone.get("/account").status()).isEqualTo(200);
        assertThat(corp.tells(token).status()).isEqualTo(200);
        assertThat(corp.tells(token).status()).as("it counts once").isEqualTo(400);
        assertThat(desk.get("/account").location()).isEqualTo("/sign-in");
        assertThat(phone.get("/account").status()).isEqualTo(200);
        assertThat(corp.tells(corp.logout(sub).build()).status()).isEqualTo(200);
        assertThat(phone.get("/account").location()).isEqualTo("/sign-in");
        var ended = (SessionEnded) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SessionEnded end
                        && end.subject().equals(ada.person().id()));
        assertThat(ended.by()).as("who says so").isEqualTo(new Actor(corp.issuer(), corp.issuer(), List.of()));
    }

    @Test
    void other_keys_of_a_provider_are_found_without_waiting() {
        corp.isTrusted(Map.of());
        link(SignedIn.withPassword("Ada").browser(), Map.of());
        corp.changesItsKey();
        assertThat(corp.signsIn(new TestBrowser(), sub, Map.of()).location()).isEqualTo("/account");
    }

    @Test
    void two_people_trust_a_provider_and_its_secret_is_shown_to_nobody() {
        var client = MachineClient.registered("keeper", "issuers:write", "issuers:read");
        var provider = Map.of(
                "name",
                "Corp",
                "clientId",
                "mandate",
                "clientSecret",
                UpstreamProvider.SECRET,
                "mailDomains",
                List.of("corp.example"),
                "joining",
                List.of(Map.of("department", "guests")));
        Api.as(client.token())
                .body(Map.of("issuer", corp.issuer(), "provider", provider))
                .post("/issuers")
                .then()
                .statusCode(202)
                .body("touches", hasItem(containsString("corp.example")))
                .body("touches", hasItem(containsString("takes in everybody as guests")))
                .body(not(containsString("shared with")));
        corp.isTrusted(Map.of("authentication", "client_secret_basic"));
        Api.as(client.token())
                .get("/issuers/{issuer}", corp.issuer())
                .then()
                .statusCode(200)
                .body("provider.redirectUri", containsString("/sign-in/with/idp_"))
                .body(not(containsString("shared with")));
        // What is so already waits for nobody.
        corp.isTrusted(Map.of("authentication", "client_secret_basic"));
    }

    @Test
    void what_is_no_provider_or_on_a_private_network_is_refused() {
        refused("https://10.0.0.1", "its host is not on the Internet");
        refused("https://169.254.169.254", "its host is not on the Internet");
        refused("http://localhost:1", "not https");
        corp.publishes("issuer", "https://another.example");
        refused(corp.issuer(), "it is another issuer's");
        corp.publishes("issuer", corp.issuer()).publishes("token_endpoint", "http://localhost/token");
        refused(corp.issuer(), "https address");
        corp.publishes("token_endpoint", corp.issuer() + "/token").publishes("padding", "x".repeat(200_000));
        refused(corp.issuer(), "longer than");
    }

    private static void refused(String issuer, String why) {
        Api.as(Api.admin())
                .body(Map.of(
                        "issuer", issuer, "provider", Map.of("name", "Corp", "clientId", "x", "clientSecret", "y")))
                .post("/issuers")
                .then()
                .statusCode(400)
                .body("detail", containsString(why));
    }
}
