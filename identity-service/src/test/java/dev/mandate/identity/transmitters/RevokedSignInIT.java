package dev.mandate.identity.transmitters;

import static dev.mandate.identity.transmitters.DeviceManagement.email;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SessionEnded;
import dev.mandate.events.identity.TransmitterEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.authorize.Application;
import dev.mandate.identity.federation.UpstreamProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A signal that names a sign-in or a device ends that, what may be it, and what he delegated; the others of his go on. */
@QuarkusTest
class RevokedSignInIT {
    private static final String REVOKED = "session-revoked";
    private static final String CLAIM = "deviceid";

    private final String laptop = "laptop-" + UUID.randomUUID();
    private final String subject = "sub-" + UUID.randomUUID();

    @Inject
    Pool database;

    private UpstreamProvider corp;
    private DeviceManagement itself;
    private DeviceManagement mdm;
    private Workforce ada;

    @BeforeEach
    void trusted() {
        Api.issuerIsRegistered();
        corp = new UpstreamProvider();
        itself = new DeviceManagement(corp.issuer()).trustedFor(REVOKED);
        mdm = new DeviceManagement().trustedFor(REVOKED);
        corp.isTrusted(
                Map.of("mailDomains", List.of("corp.example")),
                Map.of(
                        "devices",
                        Map.of("claim", CLAIM, "transmitter", mdm.issuer),
                        "jwks",
                        Api.jwks(Api.ISSUER_KEY),
                        "subjectClaim",
                        "employeeId"));
        ada = Workforce.joins("Ada");
    }

    @AfterEach
    void close() {
        corp.close();
        itself.close();
        mdm.close();
    }

    @Test
    void a_sign_in_that_its_provider_names_ends_and_one_that_has_another_name_there_does_not() {
        var desk = signsIn(Map.of("sid", "desk"));
        var phone = signsIn(Map.of("sid", "phone"));
        var nameless = signsIn(Map.of());
        var task = delegates();
        itself.tells(REVOKED, of("session", opaque("desk")), Map.of()).statusCode(202);
        assertThat(isIn(desk)).isFalse();
        assertThat(isIn(phone)).isTrue();
        assertThat(isIn(nameless)).as("it may be the one that is meant").isFalse();
        assertThat(heard().effect()).isEqualTo("2 of his sign-ins and all that he had delegated ended");
        Api.as(Api.admin()).get("/delegations/" + task).then().statusCode(200).body("status", equalTo("REVOKED"));
    }

    @Test
    void a_device_that_its_management_names_is_signed_out_and_one_that_it_has_by_another_name_is_not() {
        var lost = signsIn(Map.of(CLAIM, laptop));
        var desk = signsIn(Map.of(CLAIM, "desk-" + laptop));
        var unknown = signsIn(Map.of());
        mdm.tells(REVOKED, of("device", opaque(laptop)), Map.of()).statusCode(202);
        assertThat(isIn(lost)).isFalse();
        assertThat(isIn(desk)).isTrue();
        assertThat(isIn(unknown)).as("it may be on the lost device").isFalse();
        var ended = (SessionEnded) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SessionEnded end && end.subject().equals(ada.id()));
        assertThat(ended.by()).isEqualTo(new Actor(mdm.issuer, mdm.issuer, List.of()));
    }

    @Test
    void of_a_device_that_is_not_found_among_his_sign_ins_all_end() {
        var desk = signsIn(Map.of("sid", "desk", CLAIM, laptop));
        mdm.tells(REVOKED, of("device", opaque("another")), Map.of()).statusCode(202);
        assertThat(isIn(desk)).isFalse();
        assertThat(heard().effect()).isEqualTo("all that he had begun ended");
    }

    @Test
    void of_a_sign_in_that_its_provider_names_and_that_is_none_here_all_end() {
        var desk = signsIn(Map.of("sid", "desk"));
        itself.tells(REVOKED, of("session", opaque("unheard of")), Map.of()).statusCode(202);
        assertThat(isIn(desk)).isFalse();
    }

    @Test
    void one_that_has_ended_already_ends_nothing_more() {
        var task = delegates();
        var phone = signsIn(Map.of("sid", "phone"));
        var desk = signsIn(Map.of("sid", "desk"));
        desk.post("/sign-out", "form", desk.get("/account").form());
        assertThat(isIn(desk)).isFalse();
        var train = signsIn(Map.of("sid", "train"));
        database.preparedQuery(
                        "UPDATE sign_in_sessions SET ends_at = now() WHERE person_id = $1 AND issuer_session = 'train'")
                .executeAndAwait(Tuple.of(ada.id().value()));
        assertThat(isIn(train)).as("it has ended by the clock").isFalse();
        for (var name : List.of("desk", "train")) {
            itself.tells(REVOKED, of("session", opaque(name)), Map.of()).statusCode(202);
            assertThat(isIn(phone)).isTrue();
        }
        assertThat(heard().effect()).isEqualTo("nothing more ended: that sign-in had before");
        Api.as(Api.admin()).get("/delegations/" + task).then().statusCode(200).body("status", equalTo("ACTIVE"));
    }

    @Test
    void what_was_begun_in_one_that_has_ended_ends_by_it_and_nothing_else() {
        var own = delegates();
        var desk = signsIn(Map.of("sid", "desk"));
        var portal = Application.registered("openid", "delegations:write");
        var task = delegates(Api.accessToken(portal.redeem(portal.code(desk, "scope", "openid delegations:write"))
                .statusCode(200)));
        desk.post("/sign-out", "form", desk.get("/account").form());
        Api.as(Api.admin()).get("/delegations/" + task).then().statusCode(200).body("status", equalTo("ACTIVE"));
        itself.tells(REVOKED, of("session", opaque("desk")), Map.of()).statusCode(202);
        assertThat(heard().effect())
                .isEqualTo("one task that was, or may have been, given from that sign-in ended; it had ended before");
        Api.as(Api.admin()).get("/delegations/" + task).then().statusCode(200).body("status", equalTo("REVOKED"));
        Api.as(Api.admin()).get("/delegations/" + own).then().statusCode(200).body("status", equalTo("ACTIVE"));
    }

    /** An assertion says nothing of a sign-in: whoever names one of his there may mean the one of which it came. */
    @Test
    void what_was_begun_with_an_assertion_of_who_names_it_ends_by_it_too() {
        var others = delegates();
        var task = delegates(Api.accessToken(Api.token(Api.form(Api.BEARER)
                .formParam(
                        "assertion",
                        Api.sign(
                                Api.ISSUER_KEY,
                                Api.assertion(corp.issuer(), ada.employeeId()).build())))));
        var desk = signsIn(Map.of("sid", "desk"));
        desk.post("/sign-out", "form", desk.get("/account").form());
        itself.tells(REVOKED, of("session", opaque("desk")), Map.of()).statusCode(202);
        assertThat(heard().effect())
                .isEqualTo("one task that was, or may have been, given from that sign-in ended; it had ended before");
        Api.as(Api.admin()).get("/delegations/" + task).then().statusCode(200).body("status", equalTo("REVOKED"));
        Api.as(Api.admin()).get("/delegations/" + others).then().statusCode(200).body("status", equalTo("ACTIVE"));
    }

    /** Another Mandate, say: its assertions have his address, its signals its id of him, and it changes its keys as it likes. */
    @Test
    void whom_an_assertion_let_in_by_his_address_is_signed_out_by_its_issuers_own_name_for_him() {
        var theirs = "per-" + UUID.randomUUID();
        Api.as(Api.admin())
                .body(Map.of("issuer", mdm.issuer, "jwksUri", mdm.keysUri(), "subjectClaim", "email"))
                .post("/issuers")
                .then()
                .statusCode(200)
                .body("jwksUri", equalTo(mdm.keysUri()));
        var assertion =
                Api.assertion(mdm.issuer, theirs).claim("email", ada.email()).build();
        var task = delegates(
                Api.accessToken(Api.token(Api.form(Api.BEARER).formParam("assertion", mdm.signed(assertion, "JWT")))));
        mdm.tells(REVOKED, named("another-" + theirs), Map.of()).statusCode(202);
        Api.as(Api.admin()).get("/delegations/" + task).then().statusCode(200).body("status", equalTo("ACTIVE"));
        mdm.tells(REVOKED, named(theirs), Map.of()).statusCode(202);
        assertThat(heard().effect()).isEqualTo("all that he had begun ended");
        Api.as(Api.admin()).get("/delegations/" + task).then().statusCode(200).body("status", equalTo("REVOKED"));
    }

    @Test
    void an_issuer_that_publishes_keys_signs_nobody_in_by_others() {
        Api.as(Api.admin())
                .body(Map.of("issuer", mdm.issuer, "jwksUri", mdm.keysUri(), "subjectClaim", "email"))
                .post("/issuers")
                .then()
                .statusCode(200);
        var assertion =
                Api.assertion(mdm.issuer, "any").claim("email", ada.email()).build();
        Api.token(Api.form(Api.BEARER).formParam("assertion", Api.sign(Api.ISSUER_KEY, assertion)))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        Api.as(Api.admin())
                .body(Map.of(
                        "issuer",
                        mdm.issuer,
                        "jwksUri",
                        mdm.keysUri(),
                        "jwks",
                        Api.jwks(Api.ISSUER_KEY),
                        "subjectClaim",
                        "email"))
                .post("/issuers")
                .then()
                .statusCode(400)
                .body("field", equalTo("/jwks"));
    }

    private Map<String, Object> named(String subject) {
        return Map.of("format", "iss_sub", "iss", mdm.issuer, "sub", subject);
    }

    @Test
    void nobodys_word_but_his_providers_names_his_sign_in_and_all_end_by_it() {
        var desk = signsIn(Map.of("sid", "desk", CLAIM, laptop));
        var phone = signsIn(Map.of("sid", "phone", CLAIM, "phone-" + laptop));
        mdm.tells(REVOKED, of("session", opaque("desk")), Map.of()).statusCode(202);
        assertThat(isIn(desk)).isFalse();
        assertThat(isIn(phone)).isFalse();
    }

    @Test
    void one_by_a_credential_of_his_own_here_ends_by_our_name_for_it_alone() {
        var own = SignedIn.withPassword("Grace");
        var person = own.person();
        String id = Api.as(Api.admin())
                .get("/identities/{id}/sign-ins", person.id().value())
                .then()
                .statusCode(200)
                .extract()
                .path("[0].id");
        var user = Map.<String, Object>of("format", "email", "email", person.email());
        var named = new HashMap<String, Object>(Map.of("format", "complex", "user", user));
        named.put("session", Map.of("format", "iss_sub", "iss", Api.US, "sub", id));
        mdm.tells(REVOKED, named, Map.of()).statusCode(202);
        assertThat(isIn(own.browser())).isFalse();
    }

    private TestBrowser signsIn(Map<String, Object> more) {
        var browser = new TestBrowser();
        var said = new HashMap<String, Object>(more);
        said.put("email", ada.email());
        said.put("email_verified", true);
        assertThat(corp.signsIn(browser, subject, said).location()).isEqualTo("/account");
        return browser;
    }

    private static boolean isIn(TestBrowser browser) {
        return browser.get("/account").status() == 200;
    }

    private String delegates() {
        return delegates(Api.accessToken(Api.signIn(ada)));
    }

    private String delegates(String token) {
        var agent = Api.agentOf(ada, "clerk");
        return Api.as(token)
                .body(Api.delegation(agent, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
    }

    private Map<String, Object> of(String member, Map<String, Object> named) {
        return Map.of("format", "complex", "user", email(ada.email()), member, named);
    }

    private static Map<String, Object> opaque(String id) {
        return Map.of("format", "opaque", "id", id);
    }

    private TransmitterEvent.Heard heard() {
        return (TransmitterEvent.Heard) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof TransmitterEvent.Heard heard
                        && heard.person().equals(ada.id()));
    }
}
