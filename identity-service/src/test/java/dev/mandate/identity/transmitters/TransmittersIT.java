package dev.mandate.identity.transmitters;

import static dev.mandate.identity.transmitters.DeviceManagement.email;
import static dev.mandate.identity.transmitters.DeviceManagement.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.TransmitterEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.Held;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others tell of people here takes effect: of whom they may speak, what they may say, once, and on record. */
@QuarkusTest
class TransmittersIT {
    private static final String DEVICE = "device-compliance-change";

    @Inject
    AgroalDataSource database;

    @Test
    void a_device_is_what_its_management_has_told_last_and_that_is_known_to_whoever_decides() {
        try (var mdm = new DeviceManagement().trustedFor(DEVICE)) {
            var ada = Workforce.joins("Ada");
            var before = Instant.now().minusSeconds(600).getEpochSecond();
            var later = before + 300;
            var complex = Map.<String, Object>of("format", "complex", "user", email(ada.email()));
            mdm.tells(DEVICE, complex, Map.of("current_status", "not-compliant", "event_timestamp", later))
                    .statusCode(202);
            var state = told(ada, device -> !device.compliant());
            assertThat(state.device().source()).isEqualTo(mdm.issuer);
            assertThat(state.device().at()).isEqualTo(Instant.ofEpochSecond(later));
            assertThat(state.status()).isEqualTo(IdentityState.Status.ACTIVE);

            // What was before comes too late.
            mdm.tells(DEVICE, complex, Map.of("current_status", "compliant", "event_timestamp", before))
                    .statusCode(202);
            mdm.tells(
                            DEVICE,
                            Map.of(
                                    "format",
                                    "iss_sub",
                                    "iss",
                                    Api.US,
                                    "sub",
                                    ada.id().value()),
                            Map.of("current_status", "compliant", "event_timestamp", later + 60))
                    .statusCode(202);
            var mended = told(ada, DevicePosture::compliant);
            assertThat(mended.device().at()).isEqualTo(Instant.ofEpochSecond(later + 60));
            assertThat(mended.revision()).isEqualTo(state.revision() + 1);
            assertThat(mended.device().until()).isAfter(Instant.now());
            var heard = heard(ada);
            assertThat(heard.by().subject()).isEqualTo(mdm.issuer);
            assertThat(heard.effect()).contains("not compliant");
            assertThat(mdm.asked()).as("its keys are kept").isEqualTo(1);
        }
    }

    @Test
    void what_became_of_a_person_while_a_signal_waited_for_him_stays() throws Exception {
        var ada = Workforce.joins("Ada");
        try (var mdm = new DeviceManagement().trustedFor(DEVICE);
                var signOut = Held.by(
                        database,
                        "UPDATE identities SET tokens_void_before = now(), revision = revision + 1 WHERE id = ?",
                        ada.id().value())) {
            var sent = CompletableFuture.supplyAsync(
                    () -> mdm.tells(DEVICE, email(ada.email()), Map.of("current_status", "not-compliant"))
                            .extract()
                            .statusCode());
            signOut.awaitSomebodyWaiting();
            signOut.isDone();
            assertThat(sent.join()).isEqualTo(202);
            var state = told(ada, device -> !device.compliant());
            assertThat(state.tokensVoidBefore()).isNotNull();
            assertThat(state.revision()).isEqualTo(3);
        }
    }

    @Test
    void a_time_that_no_clock_has_is_now_or_long_ago() {
        try (var mdm = new DeviceManagement().trustedFor(DEVICE)) {
            var ada = Workforce.joins("Ada");
            for (var time : List.of(Long.MIN_VALUE, -99_999_999_999_999L, Long.MAX_VALUE))
                mdm.tells(
                                DEVICE,
                                email(ada.email()),
                                Map.of("current_status", "not-compliant", "event_timestamp", time))
                        .statusCode(202);
            assertThat(told(ada, device -> device.at().isAfter(Instant.EPOCH))
                            .device()
                            .at())
                    .isBefore(Instant.now());
        }
    }

    @Test
    void whose_session_was_revoked_elsewhere_has_none_here_any_more_and_a_new_credential_ends_none() {
        try (var idp =
                new DeviceManagement().trustedFor("session-revoked", "credential-change", "assurance-level-change")) {
            var ada = SignedIn.withPassword("Ada");
            var about = email(ada.person().email());
            idp.tells("credential-change", about, Map.of("change_type", "create"))
                    .statusCode(202);
            idp.tells("assurance-level-change", about, Map.of("change_direction", "increase"))
                    .statusCode(202);
            assertThat(ada.browser().get("/account").status()).isEqualTo(200);
            idp.tells("session-revoked", about, Map.of()).statusCode(202);
            assertThat(ada.browser().get("/account").location()).isEqualTo("/sign-in");
            assertThat(heard(ada.person()).event()).isEqualTo("session-revoked");

            for (var lost : List.of(
                    Map.entry("credential-change", Map.<String, Object>of("change_type", "revoke")),
                    Map.entry("assurance-level-change", Map.<String, Object>of("change_direction", "decrease")))) {
                var leo = SignedIn.withPassword("Leo");
                idp.tells(lost.getKey(), email(leo.person().email()), lost.getValue())
                        .statusCode(202);
                assertThat(leo.browser().get("/account").location()).isEqualTo("/sign-in");
            }
        }
    }

    @Test
    void the_provider_that_signs_somebody_in_names_him_by_the_account_that_he_has_there() throws Exception {
        try (var provider = new DeviceManagement().trustedFor("session-revoked")) {
            var ada = SignedIn.withPassword("Ada");
            var leo = SignedIn.withPassword("Leo");
            Api.as(Api.admin())
                    .body(Map.of(
                            "issuer", provider.issuer, "jwks", Api.jwks(Api.ISSUER_KEY), "subjectClaim", "employeeId"))
                    .post("/issuers")
                    .then()
                    .statusCode(200);
            linked(ada, provider.issuer, "248289761001", "NULL");
            linked(leo, provider.issuer, "5", "now()");
            for (var sub : List.of("5", "248289761001"))
                provider.tells(
                                "session-revoked",
                                Map.of("format", "iss_sub", "iss", provider.issuer, "sub", sub),
                                Map.of())
                        .statusCode(202);
            assertThat(ada.browser().get("/account").location()).isEqualTo("/sign-in");
            assertThat(leo.browser().get("/account").status()).as("unlinked").isEqualTo(200);
        }
    }

    private void linked(SignedIn who, String issuer, String subject, String unlinked) throws Exception {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "INSERT INTO linked_accounts (id, issuer, subject, person_id, shown_as, linked_at, unlinked_at)"
                                + " VALUES (?, ?, ?, ?, '', now(), " + unlinked + ")")) {
            insert.setString(1, "lnk_" + UUID.randomUUID());
            insert.setString(2, issuer);
            insert.setString(3, subject);
            insert.setString(4, who.person().id().value());
            insert.executeUpdate();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"account-disabled", "account-purged", "credential-compromise"})
    void what_happens_to_an_account_signs_its_person_out(String event) {
        try (var provider = new DeviceManagement().trustedFor(event)) {
            var ada = SignedIn.withPassword("Ada");
            provider.tells(
                            "https://schemas.openid.net/secevent/risc/event-type/" + event,
                            email(ada.person().email()),
                            Map.of("reason", "hijacking"))
                    .statusCode(202);
            assertThat(ada.browser().get("/account").location()).isEqualTo("/sign-in");
            assertThat(heard(ada.person()).event()).isEqualTo(event);
        }
    }

    @Test
    void of_whom_it_may_not_speak_it_says_nothing_and_learns_nothing() {
        try (var mdm = new DeviceManagement().trustedFor("session-revoked")) {
            var ada = SignedIn.withPassword("Ada");
            var elsewhere = Workforce.joins("Eve", UUID.randomUUID() + "@other.example", null);
            for (var subject : List.<Map<String, Object>>of(
                    email(elsewhere.email()),
                    email("nobody@corp.example"),
                    Map.of(
                            "format",
                            "iss_sub",
                            "iss",
                            "https://another.example",
                            "sub",
                            ada.person().employeeId()),
                    Map.of("format", "opaque", "id", ada.person().id().value()),
                    Map.of("format", "iss_sub", "iss", Api.US, "sub", "admin"),
                    Map.of())) mdm.tells("session-revoked", subject, Map.of()).statusCode(202);
            assertThat(ada.browser().get("/account").status()).isEqualTo(200);
            mdm.tells(
                            "session-revoked",
                            Map.of(
                                    "format",
                                    "iss_sub",
                                    "iss",
                                    mdm.issuer,
                                    "sub",
                                    ada.person().employeeId()),
                            Map.of())
                    .statusCode(202);
            assertThat(ada.browser().get("/account").location()).isEqualTo("/sign-in");
        }
    }

    @Test
    void what_is_wrong_is_told_by_its_code_and_does_nothing() {
        try (var mdm = new DeviceManagement();
                var other = new DeviceManagement()) {
            var ada = SignedIn.withPassword("Ada");
            var about = email(ada.person().email());
            mdm.tells("session-revoked", about, Map.of()).statusCode(400).body("err", equalTo("invalid_issuer"));
            mdm.trustedFor("session-revoked");
            other.trustedFor(DEVICE);
            other.tells("session-revoked", about, Map.of()).statusCode(400).body("err", equalTo("access_denied"));
            push(mdm.signedByAnother("session-revoked", about)).statusCode(400).body("err", equalTo("invalid_key"));
            push(other.signed("session-revoked", about).replaceAll("\\.[^.]*$", ".AAAA"))
                    .statusCode(400)
                    .body("err", equalTo("invalid_key"));
            mdm.tells(it -> it.audience("https://else.example"), "session-revoked", about)
                    .statusCode(400)
                    .body("err", equalTo("invalid_audience"));
            mdm.tells(it -> it.expirationTime(new Date()), "session-revoked", about)
                    .statusCode(400)
                    .body("err", equalTo("invalid_request"));
            mdm.tells(it -> it.jwtID(null), "session-revoked", about).statusCode(400);
            mdm.tells(it -> it.issueTime(null), "session-revoked", about).statusCode(400);
            mdm.tells(it -> it.issueTime(Date.from(Instant.now().plusSeconds(600))), "session-revoked", about)
                    .statusCode(400);
            mdm.tells(it -> it.issueTime(Date.from(Instant.now().minusSeconds(700_000))), "session-revoked", about)
                    .statusCode(400);
            mdm.tells(it -> it.claim("events", Map.of()), "session-revoked", about)
                    .statusCode(400);
            mdm.tells(it -> it.claim("x", "x".repeat(20_000)), "session-revoked", about)
                    .statusCode(400)
                    .body("err", equalTo("invalid_request"));
            push(mdm.signed(Api.claims(mdm.signed("session-revoked", about)), "at+jwt"))
                    .statusCode(400)
                    .body("err", equalTo("invalid_request"));
            push("x.y.z").statusCode(400).body("err", equalTo("invalid_request"));
            assertThat(ada.browser().get("/account").status()).isEqualTo(200);
            assertThat(mdm.asked())
                    .as("a wrong signature has its keys fetched once a minute")
                    .isEqualTo(1);
        }
    }

    @Test
    void who_signs_by_a_key_that_can_not_be_had_is_to_tell_it_again() {
        var away = new DeviceManagement().trustedFor("session-revoked");
        away.close();
        away.tells("session-revoked", email("ada@corp.example"), Map.of())
                .statusCode(503)
                .header("Retry-After", equalTo("60"))
                .body("type", endsWith(":no-keys"));
    }

    @Test
    void a_signal_counts_once_and_none_of_one_that_was_stopped() {
        try (var mdm = new DeviceManagement().trustedFor("session-revoked")) {
            var ada = SignedIn.withPassword("Ada");
            var signal = mdm.signed("session-revoked", email(ada.person().email()));
            push(signal).statusCode(202);
            var again = SignedIn.byPassword(ada.browser(), ada.person().email(), SignedIn.PASSWORD);
            assertThat(again.location()).isNotEmpty();
            push(signal).statusCode(202);
            assertThat(ada.browser().get("/account").status()).isEqualTo(200);

            Api.as(Api.admin())
                    .body(Map.of("reason", "its key was stolen"))
                    .post("/transmitters/{issuer}/stop", mdm.issuer)
                    .then()
                    .statusCode(200)
                    .body("stoppedReason", equalTo("its key was stolen"));
            mdm.tells("session-revoked", email(ada.person().email()), Map.of())
                    .statusCode(400)
                    .body("err", equalTo("invalid_issuer"));
            assertThat(ada.browser().get("/account").status()).isEqualTo(200);

            mdm.trusted(MachineClient.registered("operations", "issuers:write").token(), "session-revoked")
                    .statusCode(202)
                    .body("touches", hasItem(containsString("it was stopped")))
                    .body("touches", hasItem(containsString("its key was stolen")));
        }
    }

    @Test
    void who_decides_sees_which_keys_a_transmitter_has_and_would_have() {
        try (var mdm = new DeviceManagement().trustedFor(DEVICE)) {
            var next = Api.key("next").toPublicJWK();
            var thumbprint = next.computeThumbprint().toString();
            Api.as(MachineClient.registered("operations", "issuers:write").token())
                    .body(Map.of(
                            "issuer",
                            mdm.issuer,
                            "jwks",
                            new JWKSet(next).toJSONObject(),
                            "events",
                            List.of(DEVICE),
                            "domains",
                            List.of("corp.example")))
                    .post("/transmitters")
                    .then()
                    .statusCode(202)
                    .body("summary", containsString(thumbprint))
                    .body("touches", hasItem(containsString(mdm.keysUri())));
            var trusted = (TransmitterEvent.Trusted) Topics.awaitOn(
                    AdministrationEvent.FAMILY,
                    it -> it instanceof TransmitterEvent.Trusted fact
                            && fact.issuer().equals(mdm.issuer));
            assertThat(trusted.keys()).containsExactly(mdm.keysUri());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void all_transmitters_are_seen_page_by_page() {
        try (var one = new DeviceManagement().trustedFor(DEVICE);
                var other = new DeviceManagement().trustedFor(DEVICE)) {
            var seen = new HashSet<String>();
            var asked = Map.<String, Object>of("limit", 1);
            while (true) {
                var page = Api.as(Api.admin())
                        .queryParams(asked)
                        .get("/transmitters")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
                seen.addAll(page.getList("items.issuer", String.class));
                var next = page.getString("next");
                if (next == null) break;
                asked = Map.of("limit", 1, "after", next);
            }
            assertThat(seen).contains(one.issuer, other.issuer);
        }
    }

    @Test
    void whoever_is_heard_is_trusted_by_two_people() {
        try (var mdm = new DeviceManagement()) {
            var client = MachineClient.registered("operations", "issuers:write");
            mdm.trusted(client.token(), DEVICE)
                    .statusCode(202)
                    .body("summary", containsString(mdm.issuer))
                    .body("summary", containsString(mdm.keysUri()))
                    .body("touches", hasItem(containsString("corp.example")));
            mdm.trusted(client.token(), "account-enabled").statusCode(400).body("field", equalTo("/events/0"));
            Api.as(MachineClient.registered("reader", "agents:read").token())
                    .get("/transmitters")
                    .then()
                    .statusCode(403);
            mdm.trustedFor(DEVICE);
            Api.as(Api.admin()).get("/transmitters").then().statusCode(200).body("items.issuer", hasItem(mdm.issuer));
        }
    }

    private static IdentityState told(Workforce person, Predicate<DevicePosture> device) {
        return Topics.awaitOn(
                IdentityState.FAMILY,
                it -> it.identity().equals(person.id()) && it.device() != null && device.test(it.device()));
    }

    private static TransmitterEvent.Heard heard(Workforce person) {
        return (TransmitterEvent.Heard) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof TransmitterEvent.Heard heard
                        && heard.person().equals(person.id()));
    }
}
