package dev.mandate.identity.transmitters;

import static dev.mandate.identity.transmitters.DeviceManagement.email;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.TransmitterEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signals of a transmitter that doesn't push are asked for (RFC 8936), and count as if it did. */
@QuarkusTest
class PolledTransmittersIT {
    private static final String REVOKED = "session-revoked";

    /** Where nobody was polled, that is looked for every five seconds; and a busy machine may take long for each. */
    private static final Duration LATER = Duration.ofSeconds(90);

    @Inject
    Pool database;

    @Test
    void what_waits_there_takes_effect_and_is_acknowledged_and_what_is_wrong_is_told() {
        try (var mdm = new DeviceManagement();
                var there = new PolledEndpoint()) {
            var ada = Workforce.joins("Ada");
            there.tells("1", mdm.signedByAnother(REVOKED, email(ada.email())));
            there.tells("2", mdm.signed(REVOKED, email(ada.email())));
            there.tells("3", "no token");
            mdm.trustedAt(Api.admin(), there.byHeader(), REVOKED).statusCode(200);
            await().atMost(LATER).untilAsserted(() -> assertThat(there.taken).containsExactly("2"));
            assertThat(there.refused.get("1").path("err").asText()).isEqualTo("invalid_key");
            assertThat(there.refused.get("3").path("err").asText()).isEqualTo("invalid_request");
            assertThat(heard(ada).event()).isEqualTo(REVOKED);
            assertThat(there.asked.get(0).path("maxEvents").asInt()).isPositive();
            assertThat(there.asked.get(0).path("returnImmediately").asBoolean()).isTrue();

            // More than are given at once, and one that was heard already.
            var again = mdm.signed(REVOKED, email(Workforce.joins("Leo").email()));
            for (int i = 10; i < 40; i++) there.tells("" + i, again);
            await().atMost(LATER).untilAsserted(() -> assertThat(there.taken).hasSize(31));
        }
    }

    @Test
    void a_token_for_it_is_got_as_its_client_and_another_one_once_that_counts_no_more() {
        try (var mdm = new DeviceManagement();
                var there = new PolledEndpoint()) {
            var ada = Workforce.joins("Ada");
            there.tells("1", mdm.signed(REVOKED, email(ada.email())));
            mdm.trustedAt(Api.admin(), there.byClient(), REVOKED).statusCode(200);
            await().atMost(LATER).untilAsserted(() -> assertThat(there.taken).containsExactly("1"));
            assertThat(there.tokens).hasSize(1);
            there.takes = "Bearer of nobody any more";
            there.tells("2", mdm.signed(REVOKED, email(ada.email())));
            await().atMost(LATER).untilAsserted(() -> assertThat(there.taken).containsExactly("1", "2"));
            assertThat(there.tokens).hasSize(2);
        }
    }

    @Test
    void why_one_does_not_answer_is_seen_and_it_is_asked_again_until_it_is_stopped() {
        try (var mdm = new DeviceManagement();
                var there = new PolledEndpoint()) {
            there.takes = "Bearer of somebody else";
            mdm.trustedAt(Api.admin(), there.byHeader(), REVOKED).statusCode(200);
            await().atMost(LATER)
                    .untilAsserted(() -> seen(mdm).body("items[0].poll.problem", equalTo("its host answers 401")));
            there.takes = "Bearer of-the-mdm";
            await().atMost(LATER).untilAsserted(() -> seen(mdm).body("items[0].poll.answeredAt", startsWith("20")));
            seen(mdm).body("items[0].poll.problem", equalTo(null));

            Api.as(Api.admin())
                    .body(Map.of("reason", "for the test"))
                    .post("/transmitters/{issuer}/stop", mdm.issuer)
                    .then()
                    .statusCode(200);
            there.tells("1", mdm.signed(REVOKED, email(Workforce.joins("Ada").email())));
            var before = there.asked.size();
            try (var other = new PolledEndpoint();
                    var another = new DeviceManagement()) {
                another.trustedAt(Api.admin(), other.byHeader(), REVOKED).statusCode(200);
                await().atMost(LATER)
                        .untilAsserted(() -> assertThat(other.asked).hasSizeGreaterThan(2));
            }
            assertThat(there.asked.size() - before)
                    .as("while another was asked thrice")
                    .isLessThan(3); // one turn may have been under way: it asks, and says why nothing counts
            assertThat(there.taken).isEmpty();
        }
    }

    @Test
    void one_whose_keys_cannot_be_had_is_left_there_and_no_other_waits_for_it() {
        try (var mdm = new DeviceManagement();
                var there = new PolledEndpoint()) {
            var gone = new DeviceManagement().trustedFor(REVOKED);
            var ada = Workforce.joins("Ada");
            there.tells("1", gone.signed(REVOKED, email(ada.email())));
            gone.close();
            there.tells("2", mdm.signed(REVOKED, email(ada.email())));
            mdm.trustedAt(Api.admin(), there.byHeader(), REVOKED).statusCode(200);
            await().atMost(LATER)
                    .untilAsserted(
                            () -> seen(mdm).body("items[0].poll.problem", startsWith("one of its signals can't be")));
            assertThat(there.taken).containsExactly("2");
            assertThat(there.refused).isEmpty();
        }
    }

    @Test
    void whoever_writes_another_address_into_the_row_is_shown_nothing() {
        try (var mdm = new DeviceManagement();
                var there = new PolledEndpoint();
                var other = new PolledEndpoint()) {
            mdm.trustedAt(Api.admin(), there.byHeader(), REVOKED).statusCode(200);
            database.preparedQuery("UPDATE transmitter_polls SET url = $2 WHERE issuer = $1")
                    .execute(Tuple.of(mdm.issuer, other.byHeader().get("url")))
                    .await()
                    .indefinitely();
            var before = there.asked.size();
            await().atMost(LATER).untilAsserted(() -> assertThat(there.asked).hasSizeGreaterThan(before));
            assertThat(other.asked).isEmpty();
        }
    }

    @Test
    void two_people_read_where_it_is_asked_and_nobody_by_what_secret() {
        try (var mdm = new DeviceManagement();
                var there = new PolledEndpoint()) {
            mdm.trustedAt(
                            MachineClient.registered("operations", "issuers:write")
                                    .token(),
                            there.byClient(),
                            REVOKED)
                    .statusCode(202)
                    .body("touches", hasItem(startsWith("its signals are asked for at https://localhost:")))
                    .body("touches", hasItem(containsString("/token is shown a secret")))
                    .body(not(containsString("s3cret")));
            mdm.trustedAt(Api.admin(), there.byClient(), REVOKED)
                    .statusCode(200)
                    .body(not(containsString("s3cret")));
            for (var wrong : List.<Map<String, Object>>of(
                    Map.of("url", "https://mdm.example/poll"),
                    Map.of("url", "ftp://mdm.example/poll", "authorization", "Bearer x"),
                    Map.of("url", "https://mdm.example/poll", "authorization", "Bearer\nx"),
                    Map.of("url", "https://mdm.example/poll", "client", Map.of("id", "x", "secret", "y"))))
                mdm.trustedAt(Api.admin(), wrong, REVOKED).statusCode(400).body("field", startsWith("/poll/"));
        }
    }

    private static ValidatableResponse seen(DeviceManagement mdm) {
        var before = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mdm.issuer.substring(0, mdm.issuer.length() - 1).getBytes(UTF_8));
        return Api.as(Api.admin())
                .queryParam("limit", 1)
                .queryParam("after", before)
                .get("/transmitters")
                .then()
                .statusCode(200)
                .body("items[0].issuer", equalTo(mdm.issuer));
    }

    private static TransmitterEvent.Heard heard(Workforce person) {
        return (TransmitterEvent.Heard) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof TransmitterEvent.Heard heard
                        && heard.person().equals(person.id()));
    }
}
