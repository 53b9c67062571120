package dev.mandate.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.cloudevents.EventJson;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The service's API as people, agents and operators use it. */
public final class Api {
    public static final String BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    public static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    public static final String ISSUER = "https://sign-in.example";
    public static final String US = "http://127.0.0.1:8081";
    /** Looks like a JWT, and its header is JSON's null. */
    public static final String NULL_JWT = "bnVsbA.e30.AA";

    public static final ECKey ISSUER_KEY = key("idp");

    private Api() {}

    public static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static Map<String, Object> jwks(ECKey key) {
        return new JWKSet(key.toPublicJWK()).toJSONObject();
    }

    public static String sign(ECKey key, JWTClaimsSet claims) {
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static JWTClaimsSet.Builder assertion(String issuer, String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(US)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(120)));
    }

    public static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static RequestSpecification form(String grant) {
        return given().contentType("application/x-www-form-urlencoded").formParam("grant_type", grant);
    }

    public static ValidatableResponse token(RequestSpecification request) {
        return request.post("/oauth2/token").then();
    }

    public static String admin() {
        return accessToken(token(form("client_credentials").auth().preemptive().basic("admin", TestSecrets.ADMIN)));
    }

    public static String accessToken(ValidatableResponse response) {
        return body(response.statusCode(200)).path("access_token").textValue();
    }

    /** What was answered. REST Assured's own paths are compiled as scripts each time, a fifth of all that these tests computed. */
    public static JsonNode body(ValidatableResponse response) {
        try {
            return EventJson.mapper().readTree(response.extract().asByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    public static void issuerIsRegistered() {
        as(admin())
                .body(Map.of(
                        "issuer",
                        ISSUER,
                        "jwks",
                        jwks(ISSUER_KEY),
                        "subjectClaim",
                        "employeeId",
                        "acrValues",
                        Map.of("https://idp.example/mfa", "urn:mandate:acr:mfa")))
                .post("/issuers")
                .then()
                .statusCode(200);
    }

    public static ValidatableResponse signIn(Workforce person) {
        return token(signingIn(person));
    }

    /** For these scopes alone. */
    public static ValidatableResponse signIn(Workforce person, String scope) {
        return token(signingIn(person).formParam("scope", scope));
    }

    private static RequestSpecification signingIn(Workforce person) {
        return form(BEARER)
                .formParam(
                        "assertion",
                        sign(ISSUER_KEY, assertion(ISSUER, person.employeeId()).build()));
    }

    /** Registered by the owner himself, so that it may act at once. */
    public static Agent agentOf(Workforce owner, String name) {
        return agentOf(owner, name, Map.of());
    }

    /** @param more members of the request */
    public static Agent agentOf(Workforce owner, String name, Map<String, ?> more) {
        var registered =
                body(register(accessToken(signIn(owner)), name, owner, more).statusCode(200));
        assertThat(registered.path("status").textValue()).isEqualTo("ACTIVE");
        return new Agent(
                registered.path("id").textValue(),
                registered.path("clientSecret").textValue());
    }

    public static ValidatableResponse register(String token, String name, Workforce owner) {
        return register(token, name, owner, Map.of());
    }

    public static ValidatableResponse register(String token, String name, Workforce owner, Map<String, ?> more) {
        var body = new HashMap<String, Object>(Map.of(
                "name",
                name,
                "owner",
                owner.id().value(),
                "platform",
                "desk",
                "purpose",
                "invoices",
                "delegators",
                "EVERYBODY"));
        body.putAll(more);
        return as(token).body(body).post("/agents").then();
    }

    public record Agent(String id, String secret) {
        public ValidatableResponse ownToken() {
            return token(form("client_credentials").auth().preemptive().basic(id, secret));
        }

        public ValidatableResponse takesUp(String delegation) {
            return token(form(EXCHANGE)
                    .auth()
                    .preemptive()
                    .basic(id, secret)
                    .formParam("subject_token", delegation)
                    .formParam("subject_token_type", "urn:mandate:params:oauth:token-type:delegation"));
        }
    }

    public static Map<String, Object> delegation(Agent agent, String... tools) {
        return Map.of(
                "agent", agent.id(),
                "task", "pay invoice 4711",
                "taskIdentifiers", List.of("invoice-4711"),
                "scope",
                        List.of(tools).stream()
                                .map(tool -> Map.of("tool", tool))
                                .toList(),
                "expiresAt", Instant.now().plusSeconds(600).toString());
    }
}
