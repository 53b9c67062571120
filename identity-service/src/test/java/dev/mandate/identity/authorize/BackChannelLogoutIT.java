package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ReceiverEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.Topics;
import dev.mandate.identity.signals.SignalReceiver;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application hears by itself that somebody has signed out. */
@QuarkusTest
class BackChannelLogoutIT {
    @Inject
    AgroalDataSource database;

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    @Test
    void applications_of_a_sign_in_that_ended_are_told_and_no_other() throws Exception {
        try (var receiver = new SignalReceiver();
                var quiet = new SignalReceiver()) {
            var app = registered(receiver);
            registered(quiet);
            var ada = SignedIn.withPassword("Ada");
            String idToken = app.redeem(app.code(ada.browser())).extract().path("id_token");
            var signIn = Api.claims(idToken).getClaim("sid");

            ada.browser().get("/oauth2/logout?id_token_hint=" + idToken);
            var told = receiver.await(claims -> claims.containsKey("events"));

            assertThat(told.contentType()).isEqualTo("application/x-www-form-urlencoded");
            var token = told.token();
            assertThat(token.getHeader().getType().getType()).isEqualTo("logout+jwt");
            assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
            var claims = token.getJWTClaimsSet();
            assertThat(claims.getIssuer()).isEqualTo(Api.US);
            assertThat(claims.getAudience()).containsExactly(app.id());
            assertThat(claims.getSubject()).isEqualTo(ada.person().id().value());
            assertThat(claims.getClaim("sid")).isEqualTo(signIn);
            assertThat(claims.getClaim("events")).isEqualTo(Map.of(EVENT, Map.of()));
            assertThat(claims.getClaim("nonce")).isNull();
            assertThat(claims.getJWTID()).isNotEmpty();
            assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
            assertThat(quiet.count()).isZero();
        }
    }

    @Test
    void who_is_stopped_is_signed_out_of_all_his_applications() throws Exception {
        try (var receiver = new SignalReceiver()) {
            var app = registered(receiver);
            var ada = SignedIn.withPassword("Ada");
            String token = app.redeem(app.code(ada.browser())).extract().path("access_token");
            app.about("introspect", token).body("active", equalTo(true));
            stopped(ada);
            app.about("introspect", token).body("active", equalTo(false));
            var claims = receiver.await(it -> it.containsKey("events")).token().getJWTClaimsSet();
            assertThat(claims.getSubject()).isEqualTo(ada.person().id().value());
            assertThat(claims.getClaim("sid")).isNull();
        }
    }

    @Test
    void an_application_whose_certificate_the_operator_trusts_is_told() {
        try (var receiver = SignalReceiver.secure()) {
            var app = registered(receiver);
            var ada = SignedIn.withPassword("Ada");
            app.redeem(app.code(ada.browser()));
            stopped(ada);
            receiver.await(it -> ada.person().id().value().equals(it.get("sub")));
        }
    }

    @Test
    void who_could_not_be_signed_out_for_a_day_is_on_record() throws Exception {
        try (var receiver = new SignalReceiver()) {
            receiver.answers(exchange -> exchange.sendResponseHeaders(500, -1));
            var app = registered(receiver);
            var ada = SignedIn.withPassword("Ada");
            app.redeem(app.code(ada.browser()));
            stopped(ada);
            receiver.await(it -> ada.person().id().value().equals(it.get("sub")));
            await().atMost(Topics.SOON).until(() -> older(app.id()) == 1);
            var told = (ReceiverEvent.LogoutGivenUp) Topics.awaitOn(
                    AdministrationEvent.FAMILY,
                    it -> it instanceof ReceiverEvent.LogoutGivenUp given
                            && given.client().equals(app.id()));
            assertThat(told.person()).isEqualTo(ada.person().id());
            assertThat(told.pushedTo()).isEqualTo("127.0.0.1");
            assertThat(told.by()).isNull();
        }
    }

    /** Once it was tried and put off. */
    private int older(String client) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            var stream = " WHERE stream_id = 'logout:" + client + "' AND put_off_until IS NOT NULL";
            var changed = run.executeUpdate(
                    "UPDATE signal_pending SET created_at = now() - interval '25 hours', put_off_until = now()"
                            + stream);
            run.executeUpdate("UPDATE signal_streams SET next_attempt_at = now() WHERE id = 'logout:" + client + "'");
            return changed;
        }
    }

    /** Answers that an application gives of itself, such as of a session that it doesn't know. */
    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void whom_an_application_cant_log_out_holds_up_nobody_else(int status) {
        try (var receiver = new SignalReceiver()) {
            var app = registered(receiver);
            var ada = SignedIn.withPassword("Ada");
            var grace = SignedIn.withPassword("Grace");
            var ids = new ArrayList<String>();
            for (var person : List.of(ada, grace)) {
                app.redeem(app.code(person.browser()));
                ids.add(person.person().id().value());
            }
            receiver.answers(exchange -> exchange.sendResponseHeaders(receiver.count() == 1 ? status : 202, -1));
            stopped(ada);
            receiver.await(it -> ids.get(0).equals(it.get("sub")));
            stopped(grace);
            receiver.await(it -> ids.get(1).equals(it.get("sub")));
            assertThat(receiver.count()).isEqualTo(2);
        }
    }

    private static void stopped(SignedIn who) {
        Api.as(Api.admin())
                .body(Map.of("reason", "it is tried"))
                .post("/identities/" + who.person().id() + "/stop")
                .then()
                .statusCode(200);
    }

    @Test
    void where_an_application_is_told_is_registered_and_changed_with_its_addresses() {
        var app = Application.registered(
                Map.of("backchannelLogoutUri", "https://app.example/logout"), "openid", "profile", "email");
        Api.as(Api.admin())
                .get("/clients/" + app.id())
                .then()
                .body("backchannelLogoutUri", equalTo("https://app.example/logout"));
        for (var uri : List.of("com.example.app:/logout", "http://app.example/logout", "not a uri", ""))
            Api.as(Api.admin())
                    .body(Map.of("redirectUris", List.of(Application.BACK), "backchannelLogoutUri", uri))
                    .put("/clients/" + app.id() + "/addresses")
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("/backchannelLogoutUri"));
        Api.as(Api.admin())
                .body(Map.of("redirectUris", List.of(Application.BACK)))
                .put("/clients/" + app.id() + "/addresses")
                .then()
                .statusCode(200)
                .body("backchannelLogoutUri", nullValue());
    }

    private static Application registered(SignalReceiver receiver) {
        return Application.registered(
                Map.of("backchannelLogoutUri", receiver.url(), "idTokenSignedResponseAlg", "RS256"),
                "openid",
                "profile",
                "email");
    }
}
