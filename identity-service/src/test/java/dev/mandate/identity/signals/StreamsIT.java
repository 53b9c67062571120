package dev.mandate.identity.signals;

import static dev.mandate.identity.signals.Listener.event;
import static dev.mandate.identity.signals.Listener.isAbout;
import static dev.mandate.identity.signals.Listener.kind;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ReceiverEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.SoftPasskey;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.authorize.Application;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receiver keeps its stream, and fetches what waits. */
@QuarkusTest
class StreamsIT {
    @Inject
    AgroalDataSource database;

    private Workforce ada;

    @BeforeEach
    void somebody_works_here() {
        Api.issuerIsRegistered();
        ada = Workforce.joins("Ada");
    }

    @Test
    void signals_are_signed_as_the_interoperability_profile_has_it_or_as_the_receiver_asks() {
        try (var listener = Listener.polling()) {
            get(listener, "").body("[0].signing_alg", equalTo("RS256"));
            for (var algorithm : List.of("RS256", "EdDSA", "ES256")) {
                if (!algorithm.equals("RS256"))
                    Api.as(listener.token())
                            .body(Map.of("stream_id", listener.stream(), "signing_alg", algorithm))
                            .patch("/ssf/stream")
                            .then()
                            .statusCode(200)
                            .body("signing_alg", equalTo(algorithm));
                ada.isStopped();
                Map<String, String> sets = listener.poll(Map.of("returnImmediately", true))
                        .extract()
                        .path("sets");
                assertThat(sets.values())
                        .isNotEmpty()
                        .allSatisfy(set -> assertThat(SignalReceiver.checked(set)
                                        .getHeader()
                                        .getAlgorithm()
                                        .getName())
                                .isEqualTo(algorithm));
                ada.isResumed();
            }
            Api.as(listener.token())
                    .body(Map.of("stream_id", listener.stream(), "signing_alg", "HS256"))
                    .patch("/ssf/stream")
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("/signing_alg"));
        }
    }

    @Test
    void a_receiver_finds_all_by_the_metadata_and_keeps_one_stream() {
        given().get("/.well-known/ssf-configuration")
                .then()
                .statusCode(200)
                .body(
                        "issuer", equalTo(Api.US),
                        "spec_version", equalTo("1_0"),
                        "jwks_uri", equalTo(Api.US + "/oauth2/jwks"),
                        "configuration_endpoint", equalTo(Api.US + "/ssf/stream"),
                        "delivery_methods_supported", hasItems(Listener.PUSH, Listener.POLL),
                        "default_subjects", equalTo("ALL"));
        try (var listener = Listener.polling()) {
            get(listener, "")
                    .body("$", hasSize(1))
                    .body("[0].delivery.endpoint_url", equalTo(Api.US + "/ssf/poll/" + listener.stream()));
            listener.create(Map.of()).statusCode(409).body("type", containsString("stream-exists"));
            var disabled = "https://schemas.openid.net/secevent/risc/event-type/account-disabled";
            var changed = new HashMap<String, Object>(Map.of(
                    "stream_id", listener.stream(), "iss", Api.US, "events_requested", List.of(disabled, "urn:other")));
            Api.as(listener.token())
                    .body(changed)
                    .patch("/ssf/stream")
                    .then()
                    .statusCode(200)
                    .body(
                            "events_delivered", equalTo(List.of(disabled)),
                            "events_requested", equalTo(List.of(disabled, "urn:other")),
                            "aud", equalTo(listener.client()));
            ada.isStopped();
            assertThat(listener.waiting())
                    .filteredOn(it -> isAbout(it, id()))
                    .extracting(Listener::kind)
                    .containsExactly("account-disabled");
            changed.remove("events_requested");
            changed.put("description", "as it was");
            changed.put(
                    "delivery",
                    Map.of(
                            "method",
                            Listener.PUSH,
                            "endpoint_url",
                            "https://receiver.example/signals",
                            "authorization_header",
                            "Bearer of-theirs"));
            Api.as(listener.token())
                    .body(changed)
                    .put("/ssf/stream")
                    .then()
                    .statusCode(200)
                    .body(
                            "events_delivered", hasSize(9),
                            "description", equalTo("as it was"),
                            "delivery.authorization_header", nullValue());
            listener.poll(Map.of()).statusCode(409).body("type", containsString("pushed"));
            var fact = Topics.awaitOn(
                    AdministrationEvent.FAMILY,
                    it -> it instanceof ReceiverEvent.StreamChanged change
                            && change.client().equals(listener.client())
                            && change.pushedTo() != null);
            assertThat(((ReceiverEvent.StreamChanged) fact).pushedTo()).isEqualTo("receiver.example");
            Api.as(listener.token())
                    .delete("/ssf/stream?stream_id=" + listener.stream())
                    .then()
                    .statusCode(204);
            get(listener, "").body("$", hasSize(0));
            Api.as(listener.token())
                    .get("/ssf/stream?stream_id=" + listener.stream())
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void what_is_polled_comes_again_until_the_receiver_says_that_it_has_it() {
        try (var listener = Listener.polling()) {
            assertThat(listener.waiting()).isEmpty();
            ada.isStopped();
            var first = listener.fetched(Map.of("maxEvents", 1));
            assertThat(first).hasSize(1);
            listener.poll(Map.of("maxEvents", 1)).body("moreAvailable", equalTo(true));
            var all = listener.fetched(Map.of("maxEvents", 100));
            assertThat(all).extracting(Listener::kind).containsExactly("account-disabled", "session-revoked");
            assertThat(all.get(0).get("jti")).isEqualTo(first.get(0).get("jti"));
            listener.poll(Map.of("maxEvents", 0, "ack", List.of(jti(all.get(0)), "unknown")))
                    .statusCode(200)
                    .body("sets.size()", equalTo(0), "moreAvailable", equalTo(false));
            assertThat(listener.waiting()).extracting(Listener::kind).containsExactly("session-revoked");
            var refused = Map.of(
                    "returnImmediately",
                    true,
                    "setErrs",
                    Map.of(jti(all.get(1)), Map.of("err", "invalid_request", "description", "what is it?")));
            assertThat(listener.fetched(refused)).isEmpty();
            // Nobody takes from another what that one has still to hear.
            try (var other = Listener.polling()) {
                ada.isResumed();
                var his = listener.waiting();
                other.poll(Map.of("maxEvents", 0, "ack", List.of(jti(his.get(0)))))
                        .statusCode(200);
                Api.as(other.token())
                        .body(Map.of())
                        .post("/ssf/poll/" + listener.stream())
                        .then()
                        .statusCode(404);
                assertThat(listener.waiting()).hasSize(1);
            }
        }
    }

    @Test
    void who_asks_for_it_by_name_hears_of_each_sign_in_how_strong_it_was_and_not_from_where() {
        var type = "https://schemas.openid.net/secevent/caep/event-type/session-established";
        try (var usual = Listener.polling();
                var listener = Listener.polling()) {
            Api.as(listener.token())
                    .body(Map.of("stream_id", listener.stream(), "events_requested", List.of(type)))
                    .patch("/ssf/stream")
                    .then()
                    .statusCode(200)
                    .body("events_delivered", equalTo(List.of(type)));
            var grace = SignedIn.withPassword("Grace").person().id().value();
            var told =
                    listener.waiting().stream().filter(it -> isAbout(it, grace)).toList();
            assertThat(told).isNotEmpty().allSatisfy(it -> {
                assertThat(kind(it)).isEqualTo("session-established");
                assertThat(event(it))
                        .containsEntry("acr", "urn:mandate:acr:password")
                        .containsEntry("amr", List.of("pwd"))
                        .doesNotContainKeys("address", "issuer", "device");
                assertThat(isAbout(it, "ses_")).isTrue();
            });
            assertThat(usual.waiting())
                    .filteredOn(it -> isAbout(it, grace))
                    .extracting(Listener::kind)
                    .doesNotContain("session-established");
        }
    }

    @Test
    void that_somebody_shows_more_or_less_in_a_sign_in_that_he_has_is_told() {
        try (var listener = Listener.polling()) {
            var passkey = new SoftPasskey();
            var grace = SignedIn.withPassword("Grace");
            grace.adds(passkey, "key");
            var app = Application.registered("openid");
            var more = grace.browser().get(app.request("scope", "openid", "acr_values", "urn:mandate:acr:phr"));
            SignedIn.byPasskey(grace.browser(), grace.browser().get(more.location()), passkey);
            var anew = grace.browser().get(app.request("scope", "openid", "prompt", "login"));
            SignedIn.byPassword(grace.browser(), grace.browser().get(anew.location()), grace.person());
            var told = listener.waiting().stream()
                    .filter(it -> kind(it).equals("assurance-level-change"))
                    .toList();
            assertThat(told).allMatch(it -> isAbout(it, grace.person().id().value()) && isAbout(it, "ses_"));
            assertThat(told)
                    .map(Listener::event)
                    .satisfiesExactly(
                            up -> assertThat(up)
                                    .containsEntry("namespace", "urn:mandate:acr")
                                    .containsEntry("previous_level", "urn:mandate:acr:password")
                                    .containsEntry("current_level", "urn:mandate:acr:mfa")
                                    .containsEntry("change_direction", "increase"),
                            down -> assertThat(down)
                                    .containsEntry("current_level", "urn:mandate:acr:password")
                                    .containsEntry("change_direction", "decrease"));
        }
    }

    @Test
    void whoever_has_tokens_with_somebodys_roles_hears_of_others_and_nobody_else_does() {
        var app = listening();
        try (var usual = Listener.polling();
                var listener = new Listener(app.id(), tokenOf(app), "").opens(Map.of("method", Listener.POLL))) {
            var grace = SignedIn.withPassword("Grace");
            app.redeem(app.code(grace.browser(), "scope", "openid groups")).statusCode(200);
            var role = "told-" + UUID.randomUUID();
            ada.holds(2, List.of(role), Instant.now().plusSeconds(3_600));
            grace.person().holds(2, List.of(role), Instant.now().plusSeconds(3_600));
            await().atMost(Topics.SOON)
                    .untilAsserted(() -> assertThat(changedClaims(listener)).hasSize(1));
            grace.person().holds(3, List.of(), Instant.now().plusSeconds(3_600));
            await().atMost(Topics.SOON)
                    .untilAsserted(() -> assertThat(changedClaims(listener))
                            .containsExactly(Map.of("groups", List.of(role)), Map.of("groups", List.of())));
            assertThat(changedClaims(usual)).isEmpty();
        }
    }

    @Test
    void a_receiver_that_may_have_roles_no_more_hears_of_none_though_the_sign_in_lasts() {
        var less = listening();
        var still = listening();
        var method = Map.of("method", Listener.POLL);
        try (var listener = new Listener(still.id(), tokenOf(still), "").opens(method)) {
            var stream = new Listener(less.id(), tokenOf(less), "").opens(method).stream();
            var grace = SignedIn.withPassword("Grace");
            for (var app : List.of(less, still))
                app.redeem(app.code(grace.browser(), "scope", "openid groups")).statusCode(200);
            Api.as(Api.admin())
                    .body(Map.of("scopes", List.of("openid", "signals:read")))
                    .put("/clients/" + less.id() + "/scopes")
                    .then()
                    .statusCode(200);
            grace.person()
                    .holds(
                            2,
                            List.of("told-" + UUID.randomUUID()),
                            Instant.now().plusSeconds(3_600));
            await().atMost(Topics.SOON)
                    .untilAsserted(() -> assertThat(changedClaims(listener)).hasSize(1));
            try (var lessened = new Listener(less.id(), tokenOf(less), stream)) {
                assertThat(changedClaims(lessened)).isEmpty();
            }
        }
    }

    /** An application that hears of signals, and whose tokens may have roles. */
    private static Application listening() {
        return Application.registered(
                Map.of("grantTypes", List.of("authorization_code", "client_credentials")),
                "openid",
                "groups",
                "signals:read");
    }

    private static String tokenOf(Application app) {
        return new MachineClient(app.id(), app.name(), app.secret()).token();
    }

    private static List<Object> changedClaims(Listener listener) {
        return listener.waiting().stream()
                .filter(it -> kind(it).equals("token-claims-change"))
                .map(it -> event(it).get("claims"))
                .toList();
    }

    @Test
    void a_leaver_a_new_password_and_a_sign_in_that_was_ended_are_told_and_nothing_that_names_anybody() {
        try (var listener = Listener.polling()) {
            var grace = SignedIn.withPassword("Grace");
            var sessions = "/identities/" + grace.person().id() + "/sign-ins";
            String signIn = Api.as(Api.admin())
                    .get(sessions)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("[0].id");
            Api.as(Api.admin()).post(sessions + "/" + signIn + "/end").then().statusCode(200);
            grace.person().leaves();
            var told = listener.waiting();
            var changed = only(told, "credential-change");
            assertThat(event(changed))
                    .containsEntry("credential_type", "password")
                    .containsEntry("change_type", "create");
            var ended = told.stream()
                    .filter(it -> kind(it).equals("session-revoked") && isAbout(it, signIn))
                    .toList();
            assertThat(ended)
                    .singleElement()
                    .satisfies(it -> assertThat(event(it)).containsEntry("initiating_entity", "admin"));
            assertThat(isAbout(
                            only(told, "account-disabled"), grace.person().id().value()))
                    .isTrue();
            assertThat(told.toString()).doesNotContain("Grace", "@corp.example");
        }
    }

    @Test
    void that_an_agent_was_stopped_is_told_of_all_below_it_too_that_it_ends() {
        var hers = Api.accessToken(Api.signIn(ada));
        var top = Api.agentOf(ada, "desk").id();
        var child = madeBy(top);
        var below = madeBy(child);
        Api.agentOf(ada, "beside");
        var over = madeBy(top);
        madeBy(over);
        isStopped(hers, over);
        try (var listener = Listener.polling()) {
            isStopped(hers, top);
            var told = listener.waiting();
            assertThat(isAbout(only(told, "account-disabled"), top)).isTrue();
            var ended = told.stream()
                    .filter(it ->
                            kind(it).equals("session-revoked") && it.toString().contains("parent_inactive"))
                    .toList();
            assertThat(ended)
                    .satisfiesExactlyInAnyOrder(
                            it -> assertThat(isAbout(it, child)).isTrue(),
                            it -> assertThat(isAbout(it, below)).isTrue());
        }
    }

    private static void isStopped(String token, String agent) {
        Api.as(token)
                .body(Map.of("reason", "for the test"))
                .post("/agents/" + agent + "/stop")
                .then()
                .statusCode(200);
    }

    private String madeBy(String parent) {
        return Api.agentOf(ada, "desk", Map.of("parent", parent)).id();
    }

    private static Map<String, Object> only(List<Map<String, Object>> told, String kind) {
        var found = told.stream().filter(it -> kind(it).equals(kind)).toList();
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    @Test
    void a_poll_waits_for_what_comes() {
        try (var listener = Listener.polling()) {
            var waiting = CompletableFuture.supplyAsync(() -> listener.fetched(Map.of()));
            ada.isStopped();
            assertThat(waiting.join()).extracting(Listener::kind).contains("account-disabled");
        }
    }

    /** The stop waits for the deletion, since a signal for a stream that is gone would fail both. */
    @Test
    void whoever_is_stopped_while_a_stream_is_deleted_is_stopped() throws Exception {
        try (var listener = Listener.polling();
                var connection = database.getConnection();
                var delete = connection.prepareStatement("DELETE FROM signal_streams WHERE id = ?")) {
            connection.setAutoCommit(false);
            delete.setString(1, listener.stream());
            assertThat(delete.executeUpdate()).isEqualTo(1);
            var stopped = CompletableFuture.runAsync(ada::isStopped);
            await().atMost(Topics.SOON).until(() -> waitsForLock());
            connection.commit();
            stopped.join();
        }
    }

    private boolean waitsForLock() throws SQLException {
        try (var connection = database.getConnection();
                var look = connection.createStatement();
                var found = look.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND query ILIKE '%signal_pending%'")) {
            found.next();
            return found.getInt(1) > 0;
        }
    }

    @Test
    void a_paused_stream_keeps_all_and_a_disabled_one_nothing() {
        try (var listener = Listener.polling()) {
            listener.status("paused").statusCode(200).body("status", equalTo("paused"));
            ada.isStopped();
            assertThat(listener.waiting()).isEmpty();
            Api.as(listener.token())
                    .get("/ssf/status?stream_id=" + listener.stream())
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("paused"), "reason", equalTo("as we like"));
            listener.status("enabled").statusCode(200);
            assertThat(listener.waiting()).hasSize(2);
            listener.status("disabled").statusCode(200);
            ada.isResumed();
            listener.status("enabled").statusCode(200);
            assertThat(listener.waiting()).isEmpty();
        }
    }

    @Test
    void a_receiver_hears_of_whom_it_wants_and_sees_that_the_stream_works() {
        var grace = Workforce.joins("Grace");
        var hers = Map.of("format", "iss_sub", "iss", Api.US, "sub", grace.id().value());
        try (var listener = Listener.polling()) {
            listener.subject("remove", hers).statusCode(204);
            grace.isStopped();
            ada.isStopped();
            assertThat(listener.waiting()).hasSize(2).allMatch(it -> isAbout(it, id()));
            listener.subject("add", Map.of("format", "opaque", "id", grace.id().value()))
                    .statusCode(200);
            grace.isResumed();
            assertThat(listener.waiting()).hasSize(3);

            listener.verify("anything").statusCode(204);
            listener.verify("again").statusCode(429).header("Retry-After", "10");
            var verification = listener.waiting().get(3);
            assertThat(kind(verification)).isEqualTo("verification");
            assertThat(event(verification)).containsEntry("state", "anything");
            assertThat(verification.get("sub_id")).isEqualTo(Map.of("format", "opaque", "id", listener.stream()));
        }
    }

    @Test
    void a_stream_of_which_too_much_waits_is_paused_and_says_so() {
        try (var listener = Listener.polling()) {
            for (var i = 0; i < 14; i++) {
                ada.isStopped();
                ada.isResumed();
            }
            await().atMost(Topics.SOON)
                    .until(() -> listener.waiting().stream().anyMatch(it -> kind(it).equals("stream-updated")));
            var told = listener.waiting();
            assertThat(told).hasSize(1);
            assertThat(event(told.get(0))).containsEntry("status", "paused");
            var fact = Topics.awaitOn(
                    AdministrationEvent.FAMILY,
                    it -> it instanceof ReceiverEvent.StreamChanged change
                            && change.client().equals(listener.client())
                            && change.act() == ReceiverEvent.Act.PAUSED);
            assertThat(fact.by()).isNull();
            var kept = new ArrayList<Map<String, Object>>();
            await().atMost(Topics.SOON).until(() -> {
                listener.status("enabled").statusCode(200);
                kept.clear();
                kept.addAll(listener.waiting());
                kept.removeIf(it -> kind(it).equals("stream-updated"));
                return kept.size() == 40;
            });
            assertThat(kind(kept.get(39))).isEqualTo("account-enabled");
        }
    }

    @Test
    void only_a_client_that_was_given_the_right_has_a_stream() {
        var other = Listener.registered("identities:read");
        other.create(Map.of()).statusCode(403);
        given().contentType("application/json")
                .body(Map.of())
                .post("/ssf/stream")
                .then()
                .statusCode(401);
        Api.as(Api.accessToken(Api.signIn(ada)))
                .body(Map.of())
                .post("/ssf/stream")
                .then()
                .statusCode(403);
    }

    @Test
    void bad_input_is_refused_with_what_is_wrong() {
        var nobody = Listener.registered("signals:read");
        refused(nobody, Map.of("iss", "https://other.example"), "/iss");
        refused(nobody, Map.of("events_requested", List.of()), "/events_requested");
        refused(nobody, Map.of("events_requested", List.of("a b")), "/events_requested/0");
        refused(nobody, Map.of("delivery", Map.of()), "/delivery/method");
        refused(nobody, Map.of("delivery", Map.of("method", "urn:other")), "/delivery/method");
        refused(nobody, Map.of("delivery", Map.of("method", Listener.PUSH)), "/delivery/endpoint_url");
        for (var url : List.of(
                "ftp://receiver.example/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest",
                "https://[fd00::1]/",
                "https://user@receiver.example/",
                "https://receiver.example/#a",
                "not a url",
                "/relative"))
            refused(
                    nobody,
                    Map.of("delivery", Map.of("method", Listener.PUSH, "endpoint_url", url)),
                    "/delivery/endpoint_url");
        refused(
                nobody,
                Map.of(
                        "delivery",
                        Map.of(
                                "method",
                                Listener.PUSH,
                                "endpoint_url",
                                "https://receiver.example/",
                                "authorization_header",
                                "a\r\nHost: other.example")),
                "/delivery/authorization_header");
        nobody.create("[").statusCode(400);
        nobody.poll(Map.of()).statusCode(404);
        try (var listener = Listener.polling()) {
            listener.poll(Map.of("maxEvents", -1)).statusCode(400).body("field", equalTo("/maxEvents"));
            listener.status("on").statusCode(400).body("field", equalTo("/status"));
            for (var subject : List.<Map<String, String>>of(
                    Map.<String, String>of(),
                    Map.of("format", "email", "email", "ada@corp.example"),
                    Map.of("format", "iss_sub", "iss", "https://other.example", "sub", id()),
                    Map.of("format", "opaque", "id", "nobody")))
                listener.subject("add", subject).statusCode(400).body("field", equalTo("/subject"));
            listener.verify("x".repeat(501)).statusCode(400).body("field", equalTo("/state"));
            Api.as(listener.token())
                    .body(Map.of("stream_id", "str_other"))
                    .patch("/ssf/stream")
                    .then()
                    .statusCode(404);
            Api.as(listener.token()).delete("/ssf/stream").then().statusCode(400);
        }
    }

    private static void refused(Listener listener, Map<String, ?> body, String field) {
        listener.create(body).statusCode(400).body("field", equalTo(field));
    }

    private static io.restassured.response.ValidatableResponse get(Listener listener, String query) {
        return Api.as(listener.token()).get("/ssf/stream" + query).then().statusCode(200);
    }

    private static String jti(Map<String, Object> claims) {
        return String.valueOf(claims.get("jti"));
    }

    private String id() {
        return ada.id().value();
    }
}
