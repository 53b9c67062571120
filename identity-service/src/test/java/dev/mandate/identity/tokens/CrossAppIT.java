package dev.mandate.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.identity.Api;
import dev.mandate.identity.TestSecrets;
import dev.mandate.identity.Workforce;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An application of the organisation acts for a person at Mandate's, since the organisation's identity provider lets it. */
@QuarkusTest
class CrossAppIT {
    private static final String WIDE = "decisions:evaluate delegations:read";

    private record Application(String id, String secret) {
        static Application registered(String... scopes) {
            var token = Api.accessToken(Api.token(Api.form("client_credentials")
                    .auth()
                    .preemptive()
                    .basic("admin", TestSecrets.ADMIN)
                    .formParam("scope", "clients:write decisions:evaluate delegations:read tools:call")));
            var made = Api.body(Api.as(token)
                    .body(Map.of("name", "Wiki", "scopes", List.of(scopes), "grantTypes", List.of(Api.BEARER)))
                    .post("/clients")
                    .then()
                    .statusCode(200));
            return new Application(
                    made.path("clientId").textValue(), made.path("clientSecret").textValue());
        }

        ValidatableResponse shows(String assertion, String... more) {
            var form =
                    Api.form(Api.BEARER).auth().preemptive().basic(id, secret).formParam("assertion", assertion);
            for (var i = 0; i < more.length; i += 2) form.formParam(more[i], more[i + 1]);
            return Api.token(form);
        }
    }

    @Test
    void a_client_gets_what_the_assertion_names_and_no_other_gets_anything() {
        Api.issuerIsRegistered();
        var ada = Workforce.joins("Ada");
        var wiki = Application.registered("decisions:evaluate", "delegations:read");
        var claims = Api.claims(Api.accessToken(wiki.shows(grant(ada, wiki, it -> it.claim("scope", WIDE)))));
        assertThat(claims.getSubject()).isEqualTo(ada.id().value());
        assertThat(claims.getClaims())
                .containsEntry("client_id", wiki.id())
                .containsEntry("scope", WIDE)
                .doesNotContainKey("act");
        var narrow = grant(ada, wiki, it -> it.claim("scope", "decisions:evaluate"));
        wiki.shows(narrow, "scope", WIDE).statusCode(400).body("error", equalTo("invalid_scope"));
        wiki.shows(narrow).statusCode(200).body("scope", equalTo("decisions:evaluate"));
        wiki.shows(narrow).statusCode(400).body("error", equalTo("invalid_grant")); // it counts once

        var another = Application.registered("decisions:evaluate");
        another.shows(grant(ada, wiki, it -> it.claim("scope", WIDE)))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
        Api.token(Api.form(Api.BEARER).formParam("assertion", grant(ada, wiki, it -> it.claim("scope", WIDE))))
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
        // What the client hasn't, the identity provider can't give it.
        another.shows(grant(ada, another, it -> it.claim("scope", WIDE)))
                .statusCode(200)
                .body("scope", equalTo("decisions:evaluate"));
        RestAssured.get("/.well-known/oauth-authorization-server")
                .then()
                .body("authorization_grant_profiles_supported", hasItem("urn:ietf:params:oauth:grant-profile:id-jag"));
    }

    @Test
    void what_would_make_less_of_it_is_kept_to_or_refused() {
        Api.issuerIsRegistered();
        var ada = Workforce.joins("Ada");
        var wiki = Application.registered("decisions:evaluate", "tools:call");
        var servers = "http://127.0.0.1:8085/mcp/files";
        var call = Api.claims(Api.accessToken(wiki.shows(
                grant(ada, wiki, it -> it.claim("scope", "tools:call").claim("resource", servers)))));
        assertThat(call.getAudience()).containsExactly("mandate-gateway");
        wiki.shows(grant(ada, wiki, it -> it.claim("resource", servers)), "resource", "https://api.example/")
                .statusCode(400)
                .body("error", equalTo("invalid_target"));
        for (UnaryOperator<JWTClaimsSet.Builder> odd : List.<UnaryOperator<JWTClaimsSet.Builder>>of(
                it -> it.claim("act", Map.of("sub", "agt_x")),
                it -> it.claim("authorization_details", List.of(Map.of("type", "x"))),
                it -> it.claim("cnf", Map.of("jkt", "another")),
                it -> it.claim("scope", List.of("decisions:evaluate")),
                it -> it.audience(Api.US + "/oauth2/token"),
                it -> it.audience(List.of(Api.US, "https://other.example")),
                it -> it.jwtID(null),
                it -> it.issueTime(null),
                it -> it.issuer("https://nobody.example"),
                it -> it.issuer(Api.US)))
            wiki.shows(grant(ada, wiki, odd)).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    /** RFC 8693 section 4.4. */
    @Test
    void an_assertion_that_says_who_may_act_by_it_counts_for_nobody_else() {
        Api.issuerIsRegistered();
        var ada = Workforce.joins("Ada");
        var wiki = Application.registered("decisions:evaluate");
        var another = Application.registered("decisions:evaluate");
        for (var may : List.<Object>of(
                Map.of("sub", another.id()),
                Map.of("sub", wiki.id(), "iss", "https://elsewhere.example"),
                Map.of("client_id", wiki.id()),
                "anybody"))
            wiki.shows(plain(ada, it -> it.claim("may_act", may)))
                    .statusCode(400)
                    .body("error", equalTo("invalid_grant"));
        var his = plain(ada, it -> it.claim("may_act", Map.of("sub", wiki.id(), "iss", Api.US)));
        Api.token(Api.form(Api.BEARER).formParam("assertion", his)).statusCode(400);
        wiki.shows(his).statusCode(200);
    }

    private static String plain(Workforce person, UnaryOperator<JWTClaimsSet.Builder> more) {
        return Api.sign(
                Api.ISSUER_KEY,
                more.apply(Api.assertion(Api.ISSUER, person.employeeId())).build());
    }

    private static String grant(Workforce person, Application client, UnaryOperator<JWTClaimsSet.Builder> more) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .keyID(Api.ISSUER_KEY.getKeyID())
                    .type(new JOSEObjectType("oauth-id-jag+jwt"));
            var claims =
                    more.apply(Api.assertion(Api.ISSUER, person.employeeId()).claim("client_id", client.id()));
            var jwt = new SignedJWT(header.build(), claims.build());
            jwt.sign(new ECDSASigner(Api.ISSUER_KEY));
            return jwt.serialize();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
