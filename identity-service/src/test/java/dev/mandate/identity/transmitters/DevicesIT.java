package dev.mandate.identity.transmitters;

import static dev.mandate.identity.transmitters.DeviceManagement.email;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.KnownDevice;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SessionEstablished;
import dev.mandate.events.identity.TransmitterEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.Held;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.authorize.Application;
import dev.mandate.identity.devices.Device;
import dev.mandate.identity.federation.UpstreamProvider;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On which device somebody signed in is said by his issuer; what its management tells of it counts there, and nowhere else. */
@QuarkusTest
class DevicesIT {
    private static final String TOLD = "device-compliance-change";
    private static final String CLAIM = "deviceid";

    @Inject
    AgroalDataSource database;

    private final String issuer = "https://" + UUID.randomUUID() + ".idp.example";
    private final String laptop = "laptop-" + UUID.randomUUID();
    private final long now = Instant.now().getEpochSecond();

    @Test
    void what_is_told_of_a_device_counts_for_who_signed_in_on_it_and_not_on_another() {
        try (var mdm = new DeviceManagement().trustedFor(TOLD)) {
            namesDevicesOf(mdm);
            var ada = Workforce.joins("Ada");
            var onLaptop = deviceOf(signsInOn(ada, laptop));
            var onDesk = deviceOf(signsInOn(ada, "desk"));
            assertThat(onLaptop).isEqualTo(KnownDevice.idOf(mdm.issuer, laptop)).isNotEqualTo(onDesk);
            assertThat(deviceOf(signsInOn(ada, null)))
                    .as("a device that nobody names")
                    .isNull();

            mdm.tells(TOLD, device(laptop), status("not-compliant", now - 60)).statusCode(202);
            var faulty = told(ada, onLaptop, posture -> !posture.compliant());
            assertThat(faulty.postureOf(onDesk, Instant.now())).isNull();
            assertThat(faulty.postureOf(null, Instant.now()))
                    .as("a device that isn't known may be this one")
                    .matches(posture -> !posture.compliant());
            assertThat(heard(ada).effect()).contains(laptop, "not compliant");

            mdm.tells(TOLD, device(laptop), status("compliant", now - 90)).statusCode(202);
            mdm.tells(TOLD, ofHis(ada, "desk"), status("compliant", now - 60)).statusCode(202);
            var known = told(ada, onDesk, DevicePosture::compliant);
            assertThat(known.postureOf(onLaptop, Instant.now()))
                    .as("what was before comes too late")
                    .matches(posture -> !posture.compliant());
            mdm.tells(TOLD, device(laptop), status("compliant", now - 30)).statusCode(202);
            var mended = told(ada, onLaptop, DevicePosture::compliant);
            assertThat(mended.postureOf(null, Instant.now()))
                    .as("no other's compliance is evidence")
                    .isNull();
        }
    }

    @Test
    void what_was_told_of_a_device_that_nobody_used_counts_for_who_signs_in_on_it_later() {
        try (var mdm = new DeviceManagement().trustedFor(TOLD)) {
            namesDevicesOf(mdm);
            mdm.tells(TOLD, device(laptop), status("not-compliant", now - 60)).statusCode(202);
            var ada = Workforce.joins("Ada");
            var id = deviceOf(signsInOn(ada, laptop));
            told(ada, id, posture -> !posture.compliant());
            var leo = Workforce.joins("Leo");
            assertThat(deviceOf(signsInOn(leo, laptop)))
                    .as("a device is the same for all")
                    .isEqualTo(id);
            mdm.tells(TOLD, device(laptop), status("compliant", now - 30)).statusCode(202);
            told(ada, id, DevicePosture::compliant);
            told(leo, id, DevicePosture::compliant);
            mdm.tells(TOLD, ofHis(leo, laptop), status("not-compliant", now)).statusCode(202);
            told(leo, id, posture -> !posture.compliant());
            mdm.tells(TOLD, ofHis(ada, "desk"), status("compliant", now)).statusCode(202);
            var hers = told(ada, KnownDevice.idOf(mdm.issuer, "desk"), DevicePosture::compliant);
            assertThat(hers.postureOf(id, Instant.now()))
                    .as("that was said of Leo's")
                    .matches(DevicePosture::compliant);
        }
    }

    @Test
    void a_device_is_nobodys_whose_management_is_not_heard_or_may_not_speak_of_him() {
        try (var mdm = new DeviceManagement()) {
            namesDevicesOf(mdm);
            var ada = Workforce.joins("Ada");
            assertThat(deviceOf(signsInOn(ada, laptop))).isNull();
            mdm.trustedFor(TOLD);
            var eve = Workforce.joins("Eve", UUID.randomUUID() + "@other.example", null);
            assertThat(deviceOf(signsInOn(eve, laptop))).isNull();
            for (var wrong : List.<Object>of(7, "", " ", "x".repeat(201), "a\u0000b", "a\nb", List.of(laptop)))
                assertThat(deviceOf(signsInOn(ada, wrong))).as("%s", wrong).isNull();
            var claimed = Api.assertion(issuer, ada.employeeId()).claim("device", KnownDevice.idOf(mdm.issuer, laptop));
            assertThat(deviceOf(signsIn(claimed.build())))
                    .as("our own name for it, said by an issuer")
                    .isNull();
            assertThat(deviceOf(signsInOn(ada, laptop))).isNotNull();
        }
    }

    @Test
    void a_sign_in_says_on_which_device_it_is_to_its_person_to_administrators_and_in_tokens() {
        try (var mdm = new DeviceManagement().trustedFor(TOLD);
                var corp = new UpstreamProvider()) {
            corp.isTrusted(
                    Map.of("mailDomains", List.of("corp.example")),
                    Map.of("devices", Map.of("claim", CLAIM, "transmitter", mdm.issuer)));
            var ada = Workforce.joins("Ada");
            var browser = new TestBrowser();
            var said = Map.of("email", ada.email(), "email_verified", true, CLAIM, laptop);
            assertThat(corp.signsIn(browser, "sub-" + laptop, said).location()).isEqualTo("/account");
            var established = (SessionEstablished) Topics.awaitOn(
                    SignalEvent.FAMILY,
                    it -> it instanceof SessionEstablished && it.subject().equals(ada.id()));
            assertThat(established.device()).isEqualTo(KnownDevice.idOf(mdm.issuer, laptop));
            assertThat(browser.get("/account").body()).contains(laptop, "has told nothing");
            mdm.tells(TOLD, device(laptop), status("not-compliant", now)).statusCode(202);
            assertThat(browser.get("/account").body()).contains("on " + laptop + ", not compliant since", mdm.issuer);
            Api.as(Api.admin())
                    .get("/identities/{id}/sign-ins", ada.id().value())
                    .then()
                    .statusCode(200)
                    .body("device.name", hasItem(laptop))
                    .body("device.compliant", hasItem(false))
                    .body("device.source", hasItem(mdm.issuer));

            var app = Application.registered("openid", "profile");
            var back = browser.get(app.request("scope", "openid profile"));
            var tokens = app.redeem(Application.answer(back).get("code"))
                    .statusCode(200)
                    .extract();
            var id = KnownDevice.idOf(mdm.issuer, laptop);
            assertThat(deviceOf(Api.claims(tokens.path("access_token")))).isEqualTo(id);
            assertThat(deviceOf(Api.claims(tokens.path("id_token"))))
                    .as("it is for services here, and not for applications")
                    .isNull();

            corp.signsIn(browser, "sub-" + laptop, Map.of("email", ada.email(), "email_verified", true));
            String refresh = tokens.path("refresh_token");
            var refreshed = app.refresh(refresh).statusCode(200).extract();
            assertThat(deviceOf(Api.claims(refreshed.path("access_token"))))
                    .as("he has signed in anew, on a device that nobody names")
                    .isNull();
        }
    }

    /** A program in a terminal may be anywhere, whatever its person agreed on. */
    @Test
    void what_a_program_without_a_browser_gets_is_on_a_device_that_is_not_known() {
        try (var mdm = new DeviceManagement().trustedFor(TOLD);
                var corp = new UpstreamProvider()) {
            corp.isTrusted(
                    Map.of("mailDomains", List.of("corp.example")),
                    Map.of("devices", Map.of("claim", CLAIM, "transmitter", mdm.issuer)));
            var ada = Workforce.joins("Ada");
            var browser = new TestBrowser();
            corp.signsIn(browser, "sub-" + laptop, Map.of("email", ada.email(), "email_verified", true, CLAIM, laptop));
            var terminal = Device.registered("agents:read");
            var codes = terminal.begins("agents:read");
            Device.answers(browser, Device.typed(browser, codes.user()), "agree");
            var tokens = terminal.polls(codes).statusCode(200).extract();
            assertThat(deviceOf(Api.claims(tokens.path("access_token")))).isNull();
            var refreshed = terminal.refreshes(tokens.path("refresh_token"))
                    .statusCode(200)
                    .extract();
            assertThat(deviceOf(Api.claims(refreshed.path("access_token")))).isNull();
        }
    }

    @Test
    void who_signs_in_for_the_first_time_locks_the_device_before_himself() throws Exception {
        try (var mdm = new DeviceManagement().trustedFor(TOLD);
                var corp = new UpstreamProvider()) {
            corp.isTrusted(
                    Map.of("mailDomains", List.of("corp.example")),
                    Map.of("devices", Map.of("claim", CLAIM, "transmitter", mdm.issuer)));
            var ada = Workforce.joins("Ada");
            try (var another = Held.by(
                    database,
                    "UPDATE identities SET revision = revision WHERE id = ?",
                    ada.id().value())) {
                var signsIn = CompletableFuture.supplyAsync(() -> corp.signsIn(
                        new TestBrowser(),
                        "sub-" + laptop,
                        Map.of("email", ada.email(), "email_verified", true, CLAIM, laptop)));
                another.awaitSomebodyWaiting();
                assertThat(another.isFree("device " + KnownDevice.idOf(mdm.issuer, laptop), 2))
                        .isFalse();
                another.isDone();
                assertThat(signsIn.join().location()).isEqualTo("/account");
            }
        }
    }

    @Test
    void people_on_one_device_are_locked_as_everybody_locks_people() throws Exception {
        try (var mdm = new DeviceManagement().trustedFor("session-revoked")) {
            namesDevicesOf(mdm);
            var first = Workforce.joins("Ada");
            var last = Workforce.joins("Leo");
            assertThat(first.id().value()).isLessThan(last.id().value());
            signsInOn(first, laptop);
            signsInOn(last, laptop);
            try (var another = Held.by(
                    database,
                    "UPDATE identities SET revision = revision WHERE id = ?",
                    last.id().value())) {
                var sent = CompletableFuture.runAsync(() ->
                        mdm.tells("session-revoked", device(laptop), Map.of()).statusCode(202));
                another.awaitSomebodyWaiting();
                another.alsoHolds("identities", first.id().value());
                another.isDone();
                sent.join();
            }
            assertThat(heard(first).event()).isEqualTo("session-revoked");
            assertThat(heard(last).event()).isEqualTo("session-revoked");
        }
    }

    @Test
    void whoever_agrees_to_an_issuer_sees_that_it_names_devices() {
        Api.as(MachineClient.registered("operations", "issuers:write").token())
                .body(issuerNaming("https://mdm.example"))
                .post("/issuers")
                .then()
                .statusCode(202)
                .body("touches", hasItem(containsString("https://mdm.example")));
        for (var wrong : List.of("", "x".repeat(300)))
            Api.as(Api.admin())
                    .body(issuerNaming(wrong))
                    .post("/issuers")
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("/devices/transmitter"));
        namesDevicesOf("https://mdm.example");
        Api.as(Api.admin())
                .get("/issuers/{issuer}", issuer)
                .then()
                .body("devices.claim", equalTo(CLAIM))
                .body("provider", nullValue());
    }

    private void namesDevicesOf(DeviceManagement mdm) {
        namesDevicesOf(mdm.issuer);
    }

    private void namesDevicesOf(String transmitter) {
        Api.as(Api.admin())
                .body(issuerNaming(transmitter))
                .post("/issuers")
                .then()
                .statusCode(200);
    }

    private Map<String, Object> issuerNaming(String transmitter) {
        return Map.of(
                "issuer",
                issuer,
                "jwks",
                Api.jwks(Api.ISSUER_KEY),
                "subjectClaim",
                "employeeId",
                "devices",
                Map.of("claim", CLAIM, "transmitter", transmitter));
    }

    private JWTClaimsSet signsInOn(Workforce person, @Nullable Object device) {
        return signsIn(
                Api.assertion(issuer, person.employeeId()).claim(CLAIM, device).build());
    }

    private static JWTClaimsSet signsIn(JWTClaimsSet assertion) {
        return Api.claims(Api.accessToken(
                Api.token(Api.form(Api.BEARER).formParam("assertion", Api.sign(Api.ISSUER_KEY, assertion)))));
    }

    private static @Nullable String deviceOf(JWTClaimsSet token) {
        return (String) token.getClaim("device");
    }

    private static Map<String, Object> device(String name) {
        return Map.of("format", "complex", "device", Map.of("format", "opaque", "id", name));
    }

    private static Map<String, Object> ofHis(Workforce person, String name) {
        var subject = new HashMap<String, Object>(device(name));
        subject.put("user", email(person.email()));
        return subject;
    }

    private static Map<String, Object> status(String current, long at) {
        return Map.of("current_status", current, "event_timestamp", at);
    }

    private static IdentityState told(Workforce person, String device, Predicate<DevicePosture> posture) {
        return Topics.awaitOn(
                IdentityState.FAMILY,
                it -> it.identity().equals(person.id())
                        && it.namedDevices().stream()
                                .anyMatch(known -> known.device().equals(device) && posture.test(known.posture())));
    }

    private static TransmitterEvent.Heard heard(Workforce person) {
        return (TransmitterEvent.Heard) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof TransmitterEvent.Heard heard
                        && heard.person().equals(person.id()));
    }
}
