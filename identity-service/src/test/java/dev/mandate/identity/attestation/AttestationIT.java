package dev.mandate.identity.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.Topics;
import dev.mandate.identity.authorize.Application;
import dev.mandate.identity.browser.BrowserSeal;
import dev.mandate.identity.tokens.ProofNonces;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An attester that two people trust stands for a client, and its tokens say on which surface that puts it; whatever is wrong with an attestation gets nothing. */
@QuarkusTest
class AttestationIT {
    private static final Consumer<JWTClaimsSet.Builder> AS_IT_IS = it -> {};

    private final Attester attester = new Attester();
    private final ECKey instance = Api.key("instance");

    @Inject
    BrowserSeal seal;

    @BeforeEach
    void an_attester_is_trusted() {
        attester.trusted();
    }

    @Test
    void a_client_that_keeps_no_secret_is_on_the_surface_for_which_its_attester_stands() {
        var app = Application.registered(Map.of("public", true), "openid");
        var ada = SignedIn.withPassword("Ada");
        var form = Api.form("authorization_code")
                .formParam("code", app.code(ada.browser(), "scope", "openid"))
                .formParam("redirect_uri", Application.BACK)
                .formParam("code_verifier", Application.VERIFIER);
        var tokens = attested(form, app.id()).statusCode(200).extract();
        String token = tokens.path("access_token");
        assertThat(surfaces(token)).isEqualTo(Map.of(attester.surface, attester.issuer));
        var fact = (TokenEvent.SignedIn) Topics.awaitOn(
                TokenEvent.FAMILY,
                it -> it instanceof TokenEvent.SignedIn in
                        && in.token().equals(Api.claims(token).getJWTID()));
        assertThat(fact.surfaces()).isEqualTo(Map.of(attester.surface, attester.issuer));

        // The next token is for the instance that was attested, and for no other of the same client.
        String refresh = tokens.path("refresh_token");
        Api.token(refreshing(app, refresh)).statusCode(400).body("error", equalTo("invalid_grant"));
        var thief = Api.key("thief");
        sent(refreshing(app, refresh), attester.attests(app.id(), thief, AS_IT_IS), Attester.proves(thief, AS_IT_IS))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        String next = attested(refreshing(app, refresh), app.id())
                .statusCode(200)
                .extract()
                .path("access_token");
        assertThat(surfaces(next)).isEqualTo(Map.of(attester.surface, attester.issuer));
    }

    @Test
    void a_client_with_a_secret_is_attested_in_addition_and_by_what_the_attester_says_of_it() {
        var client = client();
        assertThat(surfaces(Api.accessToken(attested(asking(client), client.id()))))
                .containsOnlyKeys(attester.surface);
        var hardened = Api.accessToken(sent(
                asking(client),
                attester.attests(client.id(), instance, it -> it.claim("posture", Map.of("hardened", true))),
                Attester.proves(instance, AS_IT_IS)));
        assertThat(surfaces(hardened)).containsOnlyKeys(attester.surface, attester.surface + "/hardened");
        assertThat(surfaces(client.token())).as("who isn't attested").isNull();
        attested(Api.form("client_credentials").formParam("client_id", client.id()), client.id())
                .statusCode(401)
                .body("error", equalTo("invalid_client"));

        // A token that comes of it says so too, and one for less.
        String narrowed = Api.accessToken(Api.token(Api.form(Api.EXCHANGE)
                .formParam("subject_token", hardened)
                .formParam("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                .auth()
                .preemptive()
                .basic(client.id(), client.secret())));
        assertThat(surfaces(narrowed)).containsKey(attester.surface + "/hardened");
    }

    @Test
    void an_attestation_that_does_not_count_gets_nothing() {
        var client = client();
        List<Consumer<JWTClaimsSet.Builder>> bad = List.of(
                it -> it.issuer("https://eve.example"),
                it -> it.subject("cli_another"),
                it -> it.subject(null),
                it -> it.expirationTime(null),
                it -> it.expirationTime(Date.from(Instant.now().plusSeconds(90_000))),
                it -> it.issueTime(Date.from(Instant.now().plusSeconds(120))),
                it -> it.notBeforeTime(Date.from(Instant.now().plusSeconds(120))),
                it -> it.claim("cnf", null),
                it -> it.claim("cnf", Map.of("jkt", "x")),
                it -> it.claim("cnf", Map.of("jwk", Map.of("kty", "EC"))),
                it -> it.claim("cnf", Map.of("jwk", instance.toJSONObject())),
                it -> it.claim("cnf", Map.of("jwk", Map.of("kty", "oct", "k", "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"))),
                it -> it.claim("padding", "x".repeat(9_000)));
        for (var change : bad)
            sent(asking(client), attester.attests(client.id(), instance, change), Attester.proves(instance, AS_IT_IS))
                    .statusCode(401)
                    .body("error", equalTo("invalid_client_attestation"));
        sent(
                        asking(client),
                        attester.attests(
                                client.id(),
                                instance,
                                it -> it.expirationTime(Date.from(Instant.now().minusSeconds(60)))),
                        Attester.proves(instance, AS_IT_IS))
                .statusCode(400)
                .body("error", equalTo("use_fresh_attestation"));
        var stranger = new Attester();
        var untrusted = new Attester().trusted(List.of());
        var claims = Api.claims(attester.attests(client.id(), instance, AS_IT_IS));
        for (var forged : List.of(
                Attester.signed(Api.key(attester.key.getKeyID()), Attester.ATTESTATION, claims),
                Attester.signed(attester.key, "JWT", claims),
                stranger.attests(client.id(), instance, AS_IT_IS),
                untrusted.attests(client.id(), instance, AS_IT_IS),
                Api.NULL_JWT,
                unsigned(claims),
                "x.y.z"))
            sent(asking(client), forged, Attester.proves(instance, AS_IT_IS))
                    .statusCode(401)
                    .body("error", equalTo("invalid_client_attestation"));
    }

    @Test
    void nor_does_one_without_a_good_proof_of_its_key() {
        var client = client();
        var attestation = attester.attests(client.id(), instance, AS_IT_IS);
        List<Consumer<JWTClaimsSet.Builder>> bad = List.of(
                it -> it.audience("https://elsewhere.example"),
                it -> it.audience(List.of(Api.US, "https://elsewhere.example")),
                it -> it.audience((String) null),
                it -> it.jwtID(null),
                it -> it.jwtID("x".repeat(201)),
                it -> it.issueTime(null),
                it -> it.issueTime(Date.from(Instant.now().minusSeconds(120))),
                it -> it.issueTime(Date.from(Instant.now().plusSeconds(120))),
                it -> it.expirationTime(Date.from(Instant.now().minusSeconds(1))),
                it -> it.claim("padding", "x".repeat(4_100)));
        for (var change : bad) refused(client, attestation, Attester.proves(instance, change));
        refused(client, attestation, Attester.proves(Api.key("thief"), AS_IT_IS));
        var claims = Api.claims(Attester.proves(instance, AS_IT_IS));
        refused(client, attestation, Attester.signed(instance, "dpop+jwt", claims));
        refused(client, attestation, unsigned(claims));
        refused(client, attestation, Api.NULL_JWT);
        Api.token(asking(client).header(SentAttestation.HEADER, attestation))
                .statusCode(401)
                .body("error_description", containsString(SentAttestation.PROOF));
        Api.token(asking(client).header(SentAttestation.PROOF, Attester.proves(instance, AS_IT_IS)))
                .statusCode(401)
                .body("error", equalTo("invalid_client_attestation"));
        Api.token(asking(client)
                        .header(SentAttestation.HEADER, attestation, attestation)
                        .header(SentAttestation.PROOF, Attester.proves(instance, AS_IT_IS)))
                .statusCode(401)
                .body("error_description", containsString("one attestation"));

        var once = Attester.proves(instance, AS_IT_IS);
        sent(asking(client), attestation, once).statusCode(200);
        sent(asking(client), attestation, once)
                .statusCode(401)
                .body("error_description", containsString("used before"));
    }

    @Test
    void a_dpop_proof_of_the_same_key_proves_it_too() throws Exception {
        var client = client();
        var attestation = attester.attests(client.id(), instance, AS_IT_IS);
        String token = Api.token(asking(client)
                        .header(SentAttestation.HEADER, attestation)
                        .header("DPoP", dpop(instance)))
                .statusCode(200)
                .body("token_type", equalTo("DPoP"))
                .extract()
                .path("access_token");
        assertThat(surfaces(token)).containsOnlyKeys(attester.surface);
        Api.token(asking(client).header(SentAttestation.HEADER, attestation).header("DPoP", dpop(Api.key("another"))))
                .statusCode(401)
                .body("error", equalTo("invalid_client_attestation"));
    }

    @Test
    void one_without_an_issuer_is_of_the_attester_whose_registered_key_signed_it() {
        var client = client();
        var nameless = attester.attests(client.id(), instance, it -> it.issuer(null));
        assertThat(surfaces(Api.accessToken(sent(asking(client), nameless, Attester.proves(instance, AS_IT_IS)))))
                .isEqualTo(Map.of(attester.surface, attester.issuer));
        sent(
                        asking(client),
                        new Attester().attests(client.id(), instance, it -> it.issuer(null)),
                        Attester.proves(instance, AS_IT_IS))
                .statusCode(401)
                .body("error", equalTo("invalid_client_attestation"));
    }

    @Test
    void an_attester_that_is_stopped_stands_for_nobody() {
        var client = client();
        Api.as(Api.admin())
                .body(Map.of("reason", "its key was stolen"))
                .post("/workload-issuers/{issuer}/stop", attester.issuer)
                .then()
                .statusCode(200)
                .body("surfaces.surface", hasItem(attester.surface));
        attested(asking(client), client.id()).statusCode(401).body("error", equalTo("invalid_client_attestation"));
    }

    @Test
    void two_people_are_told_whom_its_word_puts_where_before_they_trust_it() {
        var client = MachineClient.registered("attesters " + UUID.randomUUID(), "issuers:write");
        Api.as(client.token())
                .body(Map.of(
                        "issuer",
                        attester.issuer,
                        "jwks",
                        Api.jwks(attester.key),
                        "surfaces",
                        List.of(Map.of("surface", "desktop", "claims", Map.of("app", "editor")))))
                .post("/workload-issuers")
                .then()
                .statusCode(202)
                .body(
                        "touches",
                        hasItem("its word puts on the surface “desktop” whoever it says this of: “app” is “editor”"),
                        "touches",
                        hasItem(containsString("until now its word puts on the surface")));
        Api.as(Api.admin())
                .body(Map.of(
                        "issuer",
                        attester.issuer,
                        "jwks",
                        Api.jwks(attester.key),
                        "surfaces",
                        List.of(Map.of("surface", "desk top"))))
                .post("/workload-issuers")
                .then()
                .statusCode(400)
                .body("field", equalTo("/surfaces"));
    }

    @Test
    void a_request_that_is_sent_ahead_is_refused_with_an_attestation_that_does_not_count() {
        var app = Application.registered(Map.of("public", true), "openid");
        pushed(app, attester.attests(app.id(), instance, AS_IT_IS), Attester.proves(instance, AS_IT_IS))
                .statusCode(201);
        pushed(app, attester.attests("cli_another", instance, AS_IT_IS), Attester.proves(instance, AS_IT_IS))
                .statusCode(401)
                .body("error", equalTo("invalid_client_attestation"));
        pushed(app, attester.attests(app.id(), instance, AS_IT_IS), Attester.proves(Api.key("thief"), AS_IT_IS))
                .statusCode(401)
                .body("error", equalTo("invalid_client_attestation"));
    }

    @Test
    void where_nonces_are_wanted_a_proof_repeats_the_challenge_of_the_last_answer() {
        var client = client();
        QuarkusMock.installMockForType(new ProofNonces(seal, true), ProofNonces.class);
        var challenge = attested(asking(client), client.id())
                .statusCode(400)
                .body("error", equalTo("use_attestation_challenge"))
                .extract()
                .header(SentAttestation.CHALLENGE);
        sent(
                        asking(client),
                        attester.attests(client.id(), instance, AS_IT_IS),
                        Attester.proves(instance, it -> it.claim("challenge", challenge)))
                .statusCode(200);
    }

    @Test
    void metadata_announce_it() {
        RestAssured.get("/.well-known/oauth-authorization-server")
                .then()
                .body(
                        "token_endpoint_auth_methods_supported",
                        hasItems("attest_jwt_client_auth", "attest_jwt_client_auth_dpop"))
                .body("client_attestation_signing_alg_values_supported", hasItem("ES256"))
                .body("client_attestation_pop_signing_alg_values_supported", hasItem("ES256"))
                .body(
                        "client_attestation_pop_methods_supported",
                        equalTo(List.of("attestation_pop_jwt", "dpop_combined", "none")));
    }

    private static MachineClient client() {
        return MachineClient.registered("attested " + UUID.randomUUID(), "agents:read");
    }

    private static RequestSpecification asking(MachineClient client) {
        return Api.form("client_credentials").auth().preemptive().basic(client.id(), client.secret());
    }

    private static RequestSpecification refreshing(Application app, String token) {
        return Api.form("refresh_token").formParam("client_id", app.id()).formParam("refresh_token", token);
    }

    private ValidatableResponse attested(RequestSpecification form, String client) {
        return sent(form, attester.attests(client, instance, AS_IT_IS), Attester.proves(instance, AS_IT_IS));
    }

    private static ValidatableResponse sent(RequestSpecification form, String attestation, String proof) {
        return Api.token(form.header(SentAttestation.HEADER, attestation).header(SentAttestation.PROOF, proof));
    }

    private static void refused(MachineClient client, String attestation, String proof) {
        sent(asking(client), attestation, proof).statusCode(401).body("error", equalTo("invalid_client_attestation"));
    }

    private static ValidatableResponse pushed(Application app, String attestation, String proof) {
        return RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .header(SentAttestation.HEADER, attestation)
                .header(SentAttestation.PROOF, proof)
                .formParam("client_id", app.id())
                .formParam("response_type", "code")
                .formParam("redirect_uri", Application.BACK)
                .formParam("scope", "openid")
                .formParam("code_challenge", Application.challenge(Application.VERIFIER))
                .formParam("code_challenge_method", "S256")
                .post("/oauth2/par")
                .then();
    }

    /** Null where the token says of none. */
    private static Map<String, Object> surfaces(String token) {
        try {
            return Api.claims(token).getJSONObjectClaim("surfaces");
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static String unsigned(JWTClaimsSet claims) {
        return new PlainJWT(claims).serialize();
    }

    private static String dpop(ECKey by) throws Exception {
        return new DefaultDPoPProofFactory(by, JWSAlgorithm.ES256)
                .createDPoPJWT("POST", URI.create(Api.US + "/oauth2/token"))
                .serialize();
    }
}
