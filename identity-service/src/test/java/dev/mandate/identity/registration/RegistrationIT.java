package dev.mandate.identity.registration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientState;
import dev.mandate.identity.Api;
import dev.mandate.identity.Approver;
import dev.mandate.identity.Held;
import dev.mandate.identity.Publishers;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.authorize.Application;
import dev.mandate.messaging.security.Ed25519;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Applications register themselves (RFC 7591): people of the organisation, or a known publisher, look through them first. */
@QuarkusTest
class RegistrationIT {
    private static final String KNOWN = "https://known.example/back";
    private static final String UNKNOWN = "https://unknown.example/back";

    @Inject
    Pool database;

    @Inject
    AgroalDataSource rows;

    @Inject
    RegistrationSweep sweep;

    @Test
    void an_application_of_a_known_host_is_asked_about_each_time_and_gets_what_its_person_agrees_to() throws Exception {
        String id = register(Map.of("redirect_uris", List.of(KNOWN), "client_name", "Payroll"))
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("client_secret", nullValue())
                .body("token_endpoint_auth_method", equalTo("none"))
                .body("id_token_signed_response_alg", equalTo("RS256"))
                .body("client_id_issued_at", notNullValue())
                .extract()
                .path("client_id");
        given().get("/.well-known/oauth-authorization-server")
                .then()
                .body("registration_endpoint", equalTo(Api.US + "/oauth2/register"));
        var ada = SignedIn.withPassword("Ada").browser();
        var page = ada.get(ada.get(request(id, KNOWN)).location());
        assertThat(page.body())
                .contains("Let known.example in?")
                .contains("where you go back to")
                .contains("known.example (Payroll)");
        assertThat(isClient(id)).isFalse();

        var code = agree(ada, page);
        var idToken = redeem(id, code, KNOWN).statusCode(200).extract().<String>path("id_token");
        assertThat(SignedJWT.parse(idToken).getHeader().getAlgorithm().getName())
                .isEqualTo("RS256");
        assertThat(isClient(id)).isTrue();
        assertThat(ada.get(request(id, KNOWN)).location()).startsWith("/oauth2/consent?request=");

        // What nobody uses ends, also for those who keep its state.
        database.preparedQuery("DELETE FROM authorizations WHERE client_id = $1")
                .executeAndAwait(Tuple.of(id));
        over(id);
        assertThat(ada.get(request(id, KNOWN)).body()).contains("one that registered itself");
        assertThat(isClient(id)).isFalse();
        Topics.awaitOn(ClientState.FAMILY, state -> state.client().equals(id) && state.deleted());
    }

    @Test
    void one_that_nobody_knows_waits_for_two_people_and_leaves_nothing_behind_unless_they_agree() throws Exception {
        Api.issuerIsRegistered();
        String id = register(Map.of("redirect_uris", List.of(UNKNOWN)))
                .statusCode(201)
                .extract()
                .path("client_id");
        var ada = SignedIn.withPassword("Ada").browser();
        assertThat(ada.get(request(id, UNKNOWN)).body()).contains("waits for people");

        assertThat(approved(id, List.of(Approver.token("Grace"), Approver.token("Emil"))))
                .contains("unknown.example");
        assertThat(ada.get(request(id, UNKNOWN)).location()).startsWith("/oauth2/consent?request=");
        var fact = (ClientEvent.Registered) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof ClientEvent.Registered made && made.client().equals(id));
        assertThat(fact.redirectUris()).containsExactly(UNKNOWN);

        String other =
                register(Map.of("redirect_uris", List.of(UNKNOWN))).extract().path("client_id");
        over(other);
        assertThat(database.preparedQuery("SELECT id FROM registrations WHERE id = $1")
                        .executeAndAwait(Tuple.of(other))
                        .size())
                .isZero();
    }

    /** As Cursor and VS Code register themselves. */
    @Test
    void the_common_clients_register_and_a_private_scheme_is_shown_where_he_goes_back_to_it() throws Exception {
        var back = "cursor://anysphere.cursor-mcp/oauth/callback";
        String id = register(Map.of("redirect_uris", List.of(back), "client_name", "Cursor"))
                .statusCode(201)
                .extract()
                .path("client_id");
        var ada = SignedIn.withPassword("Ada").browser();
        var page = ada.get(ada.get(request(id, back)).location());
        assertThat(page.body())
                .contains("Let cursor://anysphere.cursor-mcp in?")
                .contains("a program on your own machine");
        assertThat(page.header("Content-Security-Policy")).endsWith(" cursor:");
        var there = ada.post("/oauth2/consent", "form", page.form(), "request", page.request(), "answer", "agree");
        assertThat(there.location()).startsWith(back + "?code=");

        var editor = List.of(
                "https://insiders.vscode.dev/redirect",
                "https://vscode.dev/redirect",
                "http://127.0.0.1/",
                "http://127.0.0.1:33418/");
        String waiting = register(Map.of("redirect_uris", editor, "client_name", "Visual Studio Code"))
                .statusCode(201)
                .body("client_name", equalTo("insiders.vscode.dev, vscode.dev (Visual Studio Code)"))
                .extract()
                .path("client_id");
        assertThat(ada.get(request(waiting, editor.get(1))).body()).contains("waits for people");

        // A known host is one of the web: whoever has a scheme calls what stands in it as he likes.
        String other = register(Map.of("redirect_uris", List.of("evil://known.example/back")))
                .statusCode(201)
                .extract()
                .path("client_id");
        assertThat(ada.get(request(other, "evil://known.example/back")).body()).contains("waits for people");
    }

    @Test
    void a_known_publisher_says_where_people_come_back_to_and_nobody_who_shows_its_statement() throws Exception {
        var stated = new JWTClaimsSet.Builder()
                .issuer(Publishers.ISSUER)
                .claim("redirect_uris", List.of("https://stated.example/back"))
                .claim("client_name", "Stated")
                .build();
        var statement = Publishers.states(stated);
        register(Map.of("redirect_uris", List.of(UNKNOWN), "client_name", "Mine", "software_statement", statement))
                .statusCode(201)
                .body("redirect_uris", equalTo(List.of("https://stated.example/back")))
                .body("client_name", equalTo("stated.example (Stated)"))
                .body("software_statement", equalTo(statement));
        refused("invalid_software_statement", Publishers.states(stated, Ed25519.generate("another")));
        refused("invalid_software_statement", "x.y.z");
        refused(
                "invalid_software_statement",
                Publishers.states(
                        new JWTClaimsSet.Builder().issuer(Publishers.ISSUER).build()));
        refused(
                "invalid_software_statement",
                Publishers.states(new JWTClaimsSet.Builder(stated)
                        .expirationTime(Date.from(Instant.now().minusSeconds(5)))
                        .build()));
        refused(
                "unapproved_software_statement",
                Publishers.states(new JWTClaimsSet.Builder(stated)
                        .issuer("https://other.example")
                        .build()));
    }

    @Test
    void what_is_wrong_is_told_by_its_code_and_too_much_is_refused() {
        register(Map.of("redirect_uris", List.of("http://evil.example/")))
                .statusCode(400)
                .body("error", equalTo("invalid_redirect_uri"));
        register(Map.of("redirect_uris", List.of(KNOWN), "token_endpoint_auth_method", "private_key_jwt"))
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"));
        register(Map.of("redirect_uris", List.of(KNOWN), "client_name", "x".repeat(17_000)))
                .statusCode(400)
                .body("error", equalTo("invalid_client_metadata"));
        given().contentType("application/json")
                .body("[]")
                .post("/oauth2/register")
                .then()
                .statusCode(400);
        given().contentType("application/json")
                .body("{")
                .post("/oauth2/register")
                .then()
                .statusCode(400);

        var last = new AtomicReference<ValidatableResponse>();
        for (var i = 0; i < 60; i++) {
            last.set(register(Map.of("redirect_uris", List.of(KNOWN))));
            if (last.get().extract().statusCode() != 201) break;
        }
        last.get().statusCode(429).header("Retry-After", notNullValue());
        // Whoever came after the others has room again.
        database.query("UPDATE registrations SET network = 'elsewhere'").executeAndAwait();
        register(Map.of("redirect_uris", List.of(KNOWN))).statusCode(201);
    }

    @Test
    void an_application_reads_changes_and_ends_its_registration_by_the_token_that_it_was_given() throws Exception {
        var made = register(Map.of(
                        "redirect_uris",
                        List.of(KNOWN),
                        "scope",
                        "openid profile",
                        "grant_types",
                        List.of("authorization_code", "refresh_token")))
                .statusCode(201)
                .extract();
        String id = made.path("client_id");
        String token = made.path("registration_access_token");
        assertThat(made.<String>path("registration_client_uri")).isEqualTo(Api.US + "/oauth2/register/" + id);
        own(token)
                .get("/oauth2/register/{id}", id)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("redirect_uris", equalTo(List.of(KNOWN)))
                .body("registration_access_token", equalTo(token));
        var ada = SignedIn.withPassword("Ada").browser();
        String refresh = redeem(
                        id, agree(ada, ada.get(ada.get(request(id, KNOWN)).location())), KNOWN)
                .statusCode(200)
                .extract()
                .path("refresh_token");

        String other = changed(token, id, Map.of("redirect_uris", List.of(KNOWN), "scope", "openid"))
                .statusCode(200)
                .body("scope", equalTo("openid"))
                .body("grant_types", equalTo(List.of("authorization_code")))
                .extract()
                .path("registration_access_token");
        own(token).get("/oauth2/register/{id}", id).then().statusCode(401);
        var state = Topics.awaitOn(
                ClientState.FAMILY, it -> it.client().equals(id) && it.tokensVoidBefore() != null && !it.deleted());
        assertThat(state.status()).isEqualTo(ClientState.Status.ACTIVE);

        own(other).delete("/oauth2/register/{id}", id).then().statusCode(204);
        own(other).get("/oauth2/register/{id}", id).then().statusCode(401);
        assertThat(Api.token(Api.form("refresh_token")
                                .formParam("client_id", id)
                                .formParam("refresh_token", refresh))
                        .extract()
                        .statusCode())
                .isIn(400, 401);
        assertThat(ada.get(request(id, KNOWN)).body()).doesNotContain("Let known.example in?");
        Topics.awaitOn(ClientState.FAMILY, it -> it.client().equals(id) && it.status() == ClientState.Status.STOPPED);
    }

    @Test
    void what_would_be_more_waits_for_two_people_and_until_then_an_application_is_what_it_was() {
        Api.issuerIsRegistered();
        var approvers = List.of(Approver.token("Grace"), Approver.token("Emil"));
        var made = register(Map.of("redirect_uris", List.of(UNKNOWN), "scope", "openid"))
                .extract();
        String id = made.path("client_id");
        var more =
                Map.<String, Object>of("redirect_uris", List.of(UNKNOWN, UNKNOWN + "/too"), "scope", "openid profile");
        approved(id, approvers);
        String token = changed(made.path("registration_access_token"), id, more)
                .statusCode(200)
                .body("redirect_uris", equalTo(List.of(UNKNOWN)))
                .body("scope", equalTo("openid"))
                .extract()
                .path("registration_access_token");
        assertThat(approved(id, approvers)).contains("unknown.example");
        own(token)
                .get("/oauth2/register/{id}", id)
                .then()
                .statusCode(200)
                .body("redirect_uris", equalTo(List.of(UNKNOWN, UNKNOWN + "/too")))
                .body("scope", equalTo("openid profile"));

        // One that nobody has looked through yet is looked through as what it is now.
        var next = register(Map.of("redirect_uris", List.of(UNKNOWN))).extract();
        changed(next.path("registration_access_token"), next.path("client_id"), more)
                .statusCode(200);
        assertThat(database.preparedQuery("SELECT status FROM proposal WHERE proposer_subject = $1 ORDER BY id")
                        .executeAndAwait(Tuple.of(next.<String>path("client_id"))))
                .extracting(row -> row.getString(0))
                .containsExactly("OUTDATED", "OPEN");
    }

    @Test
    void people_see_each_thing_that_would_be_more_and_agree_to_nothing_else() {
        Api.issuerIsRegistered();
        var approvers = List.of(Approver.token("Grace"), Approver.token("Emil"));
        var made = register(Map.of("redirect_uris", List.of(UNKNOWN), "scope", "openid"))
                .extract();
        String id = made.path("client_id");
        assertThat(asked("touches", id))
                .contains("\"whoever signs in to it is asked, and sent to " + UNKNOWN + "\"")
                .contains("\"by the grants authorization_code\"");
        approved(id, approvers);
        var longest = UNKNOWN + "/" + "a".repeat(450);
        var more = new HashMap<String, Object>(Map.of(
                "redirect_uris",
                List.of(UNKNOWN, longest, UNKNOWN + "/b"),
                "post_logout_redirect_uris",
                List.of(UNKNOWN + "/bye"),
                "grant_types",
                List.of("authorization_code", "refresh_token"),
                "scope",
                "openid"));
        changed(made.path("registration_access_token"), id, more).statusCode(200);
        assertThat(asked("touches", id))
                .contains("may be sent to " + UNKNOWN + "/b, too")
                .contains("signs out of it may be sent to " + UNKNOWN + "/bye, too")
                .contains("by the grants authorization_code refresh_token, until now authorization_code");

        // As if another change had come while that one was proposed.
        database.preparedQuery(
                        "UPDATE registrations SET pending = replace(pending, '/bye', '/elsewhere') WHERE id = $1")
                .executeAndAwait(Tuple.of(id));
        Approver.approves(approvers.get(0), asked("id", id), asked("digest", id))
                .statusCode(409);
    }

    private String asked(String column, String id) {
        return text("SELECT " + column + " FROM proposal WHERE subject = $1 AND status = 'OPEN'", id);
    }

    @Test
    void people_are_asked_about_changes_of_one_application_once_in_a_while() {
        var made = register(Map.of("redirect_uris", List.of(UNKNOWN))).extract();
        String id = made.path("client_id");
        var more = Map.<String, Object>of("redirect_uris", List.of(UNKNOWN, UNKNOWN + "/too"));
        String token = changed(made.path("registration_access_token"), id, more)
                .statusCode(200)
                .extract()
                .path("registration_access_token");
        var again = Map.<String, Object>of("redirect_uris", List.of(UNKNOWN, UNKNOWN + "/again"));
        changed(token, id, again).statusCode(429).header("Retry-After", notNullValue());
        database.preparedQuery("UPDATE registrations SET pending_at = now() - interval '11 minutes' WHERE id = $1")
                .executeAndAwait(Tuple.of(id));
        changed(token, id, again).statusCode(200);
    }

    @Test
    void what_is_stopped_while_it_changes_itself_stays_stopped() throws Exception {
        var made = register(Map.of("redirect_uris", List.of(KNOWN), "scope", "openid profile"))
                .extract();
        String id = made.path("client_id");
        var ada = SignedIn.withPassword("Ada").browser();
        agree(ada, ada.get(ada.get(request(id, KNOWN)).location()));
        try (var stop = Held.by(rows, "UPDATE clients SET stopped_reason = 'stolen' WHERE id = ?", id)) {
            var change = CompletableFuture.supplyAsync(() -> changed(
                            made.path("registration_access_token"),
                            id,
                            Map.of("redirect_uris", List.of(KNOWN), "scope", "openid"))
                    .extract()
                    .statusCode());
            stop.awaitSomebodyWaiting();
            stop.isDone();
            assertThat(change.join()).isEqualTo(403);
        }
        assertThat(text("SELECT stopped_reason FROM clients WHERE id = $1", id)).isEqualTo("stolen");
    }

    @Test
    void whoever_approves_while_it_changes_itself_waits_and_is_told_that_there_is_nothing_to_approve()
            throws Exception {
        Api.issuerIsRegistered();
        var approvers = List.of(Approver.token("Grace"), Approver.token("Emil"));
        var same = Map.<String, Object>of("redirect_uris", List.of(UNKNOWN), "scope", "openid profile");
        var made = register(same).extract();
        String id = made.path("client_id");
        approved(id, approvers);
        var ada = SignedIn.withPassword("Ada").browser();
        agree(ada, ada.get(ada.get(request(id, UNKNOWN)).location()));
        var more = with(same, "redirect_uris", List.of(UNKNOWN, UNKNOWN + "/too"));
        String token = changed(made.path("registration_access_token"), id, more)
                .statusCode(200)
                .extract()
                .path("registration_access_token");
        var proposal = asked("id", id);
        var digest = asked("digest", id);
        try (var client = Held.by(rows, "UPDATE clients SET name = name WHERE id = ?", id)) {
            var change = CompletableFuture.supplyAsync(
                    () -> changed(token, id, same).extract().statusCode());
            client.awaitSomebodyWaiting();
            var approval = CompletableFuture.supplyAsync(() -> Approver.approves(approvers.get(0), proposal, digest)
                    .extract()
                    .statusCode());
            client.awaitWaiting(2);
            client.isDone();
            assertThat(change.join()).isEqualTo(200);
            assertThat(approval.join()).isEqualTo(409);
        }
        assertThat(text("SELECT status FROM proposal WHERE id = $1", proposal)).isEqualTo("OUTDATED");
    }

    @Test
    void what_ends_itself_while_somebody_lets_it_in_has_ended() throws Exception {
        var made = register(Map.of("redirect_uris", List.of(KNOWN))).extract();
        String id = made.path("client_id");
        var ada = SignedIn.withPassword("Ada").browser();
        var page = ada.get(ada.get(request(id, KNOWN)).location());
        try (var end = Held.by(rows, "UPDATE registrations SET ends_at = now() WHERE id = ?", id)) {
            var answer = CompletableFuture.supplyAsync(() ->
                    ada.post("/oauth2/consent", "form", page.form(), "request", page.request(), "answer", "agree"));
            end.awaitSomebodyWaiting();
            end.isDone();
            assertThat(answer.join().body()).contains("can&#39;t be taken in");
        }
        assertThat(isClient(id)).isFalse();
    }

    private String text(String query, String id) {
        return database.preparedQuery(query)
                .executeAndAwait(Tuple.of(id))
                .iterator()
                .next()
                .getString(0);
    }

    @Test
    void a_registration_is_changed_by_its_own_token_alone_and_to_nothing_that_could_not_be_registered() {
        var made = register(Map.of("redirect_uris", List.of(KNOWN))).extract();
        var another = register(Map.of("redirect_uris", List.of(KNOWN))).extract();
        String id = made.path("client_id");
        String token = made.path("registration_access_token");
        var same = Map.<String, Object>of("redirect_uris", List.of(KNOWN));
        for (var wrong : List.of("", "x", another.<String>path("registration_access_token"), Api.admin())) {
            own(wrong)
                    .get("/oauth2/register/{id}", id)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""))
                    .body("error", equalTo("invalid_token"));
            changed(wrong, id, same).statusCode(401);
            own(wrong).delete("/oauth2/register/{id}", id).then().statusCode(401);
        }
        given().get("/oauth2/register/{id}", id).then().statusCode(401);
        for (var nobody : List.of("reg_unknown", "reg_\u0000", "admin", "é"))
            own(token).get("/oauth2/register/{id}", nobody).then().statusCode(401);

        for (var member : List.of(
                "registration_access_token",
                "registration_client_uri",
                "client_secret_expires_at",
                "client_id_issued_at")) refused("invalid_request", token, id, with(same, member, "x"));
        refused("invalid_request", token, id, with(same, "client_secret", "x"));
        refused("invalid_request", token, id, with(same, "client_id", another.path("client_id")));
        refused("invalid_redirect_uri", token, id, Map.of("redirect_uris", List.of("http://evil.example/")));
        refused("invalid_redirect_uri", token, id, Map.of());
        refused("invalid_client_metadata", token, id, with(same, "token_endpoint_auth_method", "private_key_jwt"));
        refused("invalid_software_statement", token, id, with(same, "software_statement", "x.y.z"));
        for (var body : List.of("", "[]", "{", "\"" + "x".repeat(17_000) + "\""))
            own(token)
                    .contentType("application/json")
                    .body(body)
                    .put("/oauth2/register/{id}", id)
                    .then()
                    .statusCode(400);
        own(token).get("/oauth2/register/{id}", id).then().statusCode(200);
    }

    private static RequestSpecification own(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static ValidatableResponse changed(String token, String id, Map<String, Object> metadata) {
        return own(token)
                .contentType("application/json")
                .body(metadata.containsKey("client_id") ? metadata : with(metadata, "client_id", id))
                .put("/oauth2/register/{id}", id)
                .then();
    }

    private static void refused(String error, String token, String id, Map<String, Object> metadata) {
        changed(token, id, metadata).statusCode(400).body("error", equalTo(error));
    }

    private static Map<String, Object> with(Map<String, Object> metadata, String member, Object value) {
        var all = new HashMap<>(metadata);
        all.put(member, value);
        return all;
    }

    /** @return what they agreed to */
    private static String approved(String id, List<String> approvers) {
        Map<String, String> proposal = Api.as(approvers.get(0))
                .get("/proposals?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.subject == '" + id + "' && it.status == 'OPEN' }");
        for (var approver : approvers)
            Approver.approves(approver, proposal.get("proposal"), proposal.get("digest"))
                    .statusCode(200);
        return proposal.get("summary");
    }

    private void over(String id) {
        database.preparedQuery("UPDATE registrations SET ends_at = now() - interval '1 second' WHERE id = $1")
                .executeAndAwait(Tuple.of(id));
        try {
            VertxContextSupport.subscribeAndAwait(sweep::run);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void refused(String error, String statement) {
        register(Map.of("redirect_uris", List.of(KNOWN), "software_statement", statement))
                .statusCode(400)
                .body("error", equalTo(error));
    }

    private static ValidatableResponse register(Map<String, Object> metadata) {
        return given().contentType("application/json")
                .body(new HashMap<>(metadata))
                .post("/oauth2/register")
                .then();
    }

    private boolean isClient(String id) {
        return database.preparedQuery("SELECT id FROM clients WHERE id = $1")
                        .executeAndAwait(Tuple.of(id))
                        .size()
                == 1;
    }

    private static String agree(TestBrowser browser, TestBrowser.Page page) {
        var back = browser.post("/oauth2/consent", "form", page.form(), "request", page.request(), "answer", "agree");
        for (var pair : URI.create(back.location()).getRawQuery().split("&"))
            if (pair.startsWith("code=")) return URLDecoder.decode(pair.substring(5), StandardCharsets.UTF_8);
        throw new AssertionError(back.location());
    }

    private static ValidatableResponse redeem(String id, String code, String back) {
        return Api.token(Api.form("authorization_code")
                .formParam("client_id", id)
                .formParam("code", code)
                .formParam("redirect_uri", back)
                .formParam("code_verifier", Application.VERIFIER));
    }

    private static String request(String id, String back) {
        return "/oauth2/authorize?response_type=code&scope=openid&client_id=" + id + "&redirect_uri="
                + URLEncoder.encode(back, StandardCharsets.UTF_8) + "&code_challenge="
                + Application.challenge(Application.VERIFIER)
                + "&code_challenge_method=S256";
    }
}
