package dev.mandate.identity.signals;

import static dev.mandate.identity.signals.Listener.event;
import static dev.mandate.identity.signals.Listener.isAbout;
import static dev.mandate.identity.signals.Listener.kind;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.identity.Api;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ended reaches whoever listens, be he slow, away or refusing. */
@QuarkusTest
class PushIT {
    private static final Logger LOG = Logger.getLogger(PushIT.class);

    @Inject
    AgroalDataSource database;

    private final SignalReceiver receiver = new SignalReceiver();

    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @AfterEach
    void closed() {
        receiver.close();
    }

    @Test
    void whoever_is_stopped_is_told_of_by_tokens_that_anybody_can_check() throws Exception {
        var ada = Workforce.joins("Ada");
        try (var listener = Listener.pushedTo(receiver.url())) {
            var before = System.nanoTime();
            ada.isStopped();
            var disabled = receiver.await(it -> kind(it).equals("account-disabled") && isAbout(it, id(ada)));
            LOG.infof(
                    "from the request to stop somebody to the signal at its receiver: %d ms",
                    Duration.ofNanos(disabled.atNanos() - before).toMillis());
            assertThat(disabled.contentType()).isEqualTo("application/secevent+jwt");
            assertThat(disabled.authorization()).isEqualTo("Bearer of-the-receiver");
            assertThat(disabled.token().getHeader().getType().getType()).isEqualTo("secevent+jwt");
            assertThat(disabled.claims())
                    .containsEntry("iss", Api.US)
                    .containsEntry("aud", listener.client())
                    .containsEntry("sub_id", Map.of("format", "iss_sub", "iss", Api.US, "sub", id(ada)))
                    .containsKeys("jti", "iat")
                    .doesNotContainKeys("sub", "exp");
            var revoked = receiver.await(it -> kind(it).equals("session-revoked") && isAbout(it, id(ada)));
            assertThat(revoked.claims().get("sub_id"))
                    .isEqualTo(disabled.claims().get("sub_id"));
            ada.isResumed();
            receiver.await(it -> kind(it).equals("account-enabled") && isAbout(it, id(ada)));
            assertThat(receiver.pushed().stream().filter(it -> isAbout(it.claims(), id(ada))))
                    .hasSize(3);
        }
    }

    @Test
    void whoever_writes_another_address_into_the_row_is_shown_nothing() throws Exception {
        var ada = Workforce.joins("Ada");
        try (var other = new SignalReceiver();
                var listener = Listener.pushedTo(receiver.url())) {
            try (var connection = database.getConnection();
                    var statement =
                            connection.prepareStatement("UPDATE signal_streams SET endpoint = ? WHERE id = ?")) {
                statement.setString(1, other.url());
                statement.setString(2, listener.stream());
                assertThat(statement.executeUpdate()).isEqualTo(1);
            }
            ada.isStopped();
            var told = receiver.await(it -> isAbout(it, id(ada)));
            assertThat(told.authorization()).isEqualTo("Bearer of-the-receiver");
            assertThat(other.pushed()).isEmpty();
        }
    }

    @Test
    void a_revoked_delegation_ends_a_session_and_why_somebody_typed_stays_here() {
        var ada = Workforce.joins("Ada");
        var clerk = Api.agentOf(ada, "clerk");
        String task = Api.as(Api.accessToken(Api.signIn(ada)))
                .body(Api.delegation(clerk, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
        try (var listener = Listener.pushedTo(receiver.url())) {
            Api.as(Api.admin())
                    .body(Map.of("reason", "a secret of ours"))
                    .post("/delegations/" + task + "/revoke")
                    .then()
                    .statusCode(200);
            var revoked = receiver.await(it -> kind(it).equals("session-revoked") && isAbout(it, task));
            assertThat(revoked.claims().get("sub_id"))
                    .isEqualTo(Map.of(
                            "format",
                            "complex",
                            "user",
                            Map.of("format", "iss_sub", "iss", Api.US, "sub", id(ada)),
                            "session",
                            Map.of("format", "opaque", "id", task)));
            assertThat(event(revoked.claims())).containsEntry("reason_admin", Map.of("en", "revoked"));
            assertThat(listener.stream()).isNotEmpty();
        }
    }

    @Test
    void who_was_away_gets_everything_in_its_order_and_what_failed_by_the_same_id() {
        var ada = Workforce.joins("Ada");
        try (var listener = Listener.pushedTo(receiver.url())) {
            receiver.answers(503);
            ada.isStopped();
            var tried = receiver.await(it -> isAbout(it, id(ada))).claims().get("jti");
            receiver.goesDown();
            ada.isResumed();
            ada.isStopped();
            receiver.pushed().clear();
            receiver.answers(202).comesUp();
            await().atMost(Topics.SOON).until(() -> ofAda(ada).size() == 5);
            assertThat(ofAda(ada).stream().map(Listener::kind))
                    .containsExactly(
                            "account-disabled",
                            "session-revoked",
                            "account-enabled",
                            "account-disabled",
                            "session-revoked");
            assertThat(ofAda(ada).get(0).get("jti")).isEqualTo(tried);
            assertThat(ofAda(ada).stream().map(it -> it.get("jti"))).doesNotHaveDuplicates();
            assertThat(listener.stream()).isNotEmpty();
        }
    }

    @Test
    void who_is_slow_or_leads_elsewhere_holds_up_nobody_else() {
        var ada = Workforce.joins("Ada");
        var end = new CountDownLatch(1);
        try (var elsewhere = new SignalReceiver();
                var slow = new SignalReceiver();
                var leading = new SignalReceiver();
                var one = Listener.pushedTo(slow.url());
                var other = Listener.pushedTo(leading.url());
                var quick = Listener.pushedTo(receiver.url())) {
            slow.answers(exchange -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            leading.answers(exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.url());
                exchange.sendResponseHeaders(307, -1);
            });
            ada.isStopped();
            slow.await(it -> isAbout(it, id(ada)));
            ada.isResumed();
            receiver.await(it -> kind(it).equals("account-enabled") && isAbout(it, id(ada)));
            await("it is asked again, since it has not taken anything")
                    .atMost(Topics.SOON)
                    .until(() -> leading.count() > 1);
            assertThat(elsewhere.pushed()).isEmpty();
            assertThat(List.of(one.stream(), other.stream(), quick.stream())).doesNotHaveDuplicates();
        } finally {
            end.countDown();
        }
    }

    @Test
    void what_a_receiver_can_make_nothing_of_is_told_once_and_others_go_on() {
        var ada = Workforce.joins("Ada");
        try (var listener = Listener.pushedTo(receiver.url())) {
            receiver.answers(exchange -> {
                var body = "{\"err\": \"invalid_request\"}".getBytes(UTF_8);
                exchange.sendResponseHeaders(400, body.length);
                exchange.getResponseBody().write(body);
            });
            ada.isStopped();
            receiver.await(it -> kind(it).equals("session-revoked") && isAbout(it, id(ada)));
            receiver.answers(202);
            ada.isResumed();
            receiver.await(it -> kind(it).equals("account-enabled") && isAbout(it, id(ada)));
            assertThat(ofAda(ada)).hasSize(3);
            assertThat(listener.stream()).isNotEmpty();
        }
    }

    @Test
    void a_client_that_is_stopped_hears_nothing_until_it_goes_on() {
        var ada = Workforce.joins("Ada");
        try (var listener = Listener.pushedTo(receiver.url())) {
            client(listener, "stop");
            ada.isStopped();
            try (var other = new SignalReceiver();
                    var witness = Listener.pushedTo(other.url())) {
                ada.isResumed();
                other.await(it -> isAbout(it, id(ada)));
                assertThat(receiver.pushed()).isEmpty();
                assertThat(witness.stream()).isNotEmpty();
            }
            client(listener, "resume");
            await().atMost(Topics.SOON).until(() -> ofAda(ada).size() == 3);
            Api.as(Api.admin())
                    .body(Map.of("scopes", List.of("identities:read"), "reason", "it needs it no more"))
                    .put("/clients/" + listener.client() + "/scopes")
                    .then()
                    .statusCode(200);
            receiver.pushed().clear();
            try (var other = new SignalReceiver();
                    var witness = Listener.pushedTo(other.url())) {
                ada.isStopped();
                other.await(it -> isAbout(it, id(ada)));
                assertThat(receiver.pushed()).isEmpty();
                assertThat(witness.stream()).isNotEmpty();
            }
        }
    }

    private List<Map<String, Object>> ofAda(Workforce ada) {
        return receiver.pushed().stream()
                .map(SignalReceiver.Pushed::claims)
                .filter(it -> isAbout(it, id(ada)))
                .toList();
    }

    private static void client(Listener listener, String act) {
        Api.as(Api.admin())
                .body(Map.of("reason", "it is tried"))
                .post("/clients/" + listener.client() + "/" + act)
                .then()
                .statusCode(200);
    }

    private static String id(Workforce person) {
        return person.id().value();
    }
}
