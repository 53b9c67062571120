package dev.mandate.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.SignedJWT;
import dev.mandate.identity.Api;
import dev.mandate.identity.Workforce;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent passes a token for one call on to the services behind it, and not its own. */
@QuarkusTest
class TransactionTokenIT {
    private static final String CALL = "urn:ietf:params:oauth:token-type:txn_token";
    private static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";

    private Workforce ada;
    private Api.Agent clerk;
    private String bound;

    @BeforeEach
    void delegated() {
        Api.issuerIsRegistered();
        ada = Workforce.joins("Ada");
        clerk = Api.agentOf(ada, "clerk");
        String task = Api.as(Api.accessToken(Api.signIn(ada)))
                .body(Api.delegation(clerk, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
        bound = Api.accessToken(clerk.takesUp(task));
    }

    @Test
    void it_says_for_whom_and_by_whom_a_call_is_made_for_seconds_and_in_the_trust_domain_alone() throws Exception {
        var answer = asks(it -> it.formParam(
                                "request_details", "{\"tool\":\"crm.read_contact\",\"decision\":\"dec_1\"}")
                        .formParam("request_context", "{\"ip\":\"192.0.2.1\"}"))
                .statusCode(200)
                .body("issued_token_type", equalTo(CALL), "token_type", equalTo("N_A"))
                .body("expires_in", nullValue(), "scope", nullValue(), "refresh_token", nullValue())
                .extract();
        var jwt = SignedJWT.parse(answer.path("access_token"));
        var claims = jwt.getJWTClaimsSet();
        assertThat(jwt.getHeader().getType()).hasToString("txntoken+jwt");
        assertThat(claims.getAudience()).containsExactly(Api.US);
        assertThat(claims.getSubject()).isEqualTo(ada.id().value());
        assertThat(claims.getJSONObjectClaim("act")).containsEntry("sub", clerk.id());
        assertThat(claims.getStringClaim("req_wl")).isEqualTo(clerk.id());
        assertThat(claims.getStringClaim("scope")).isEqualTo("decisions:evaluate");
        assertThat(claims.getStringClaim("txn")).startsWith("txn_");
        assertThat(claims.getJSONObjectClaim("tctx")).containsEntry("decision", "dec_1");
        assertThat(claims.getJSONObjectClaim("rctx")).containsEntry("ip", "192.0.2.1");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofSeconds(30));

        Api.as(jwt.serialize()).get("/agents").then().statusCode(401);
        Api.token(form().formParam("subject_token", jwt.serialize()).formParam("subject_token_type", ACCESS))
                .statusCode(400);
    }

    @Test
    void each_is_another_call() throws Exception {
        String first = asks(it -> it).statusCode(200).extract().path("access_token");
        String next = asks(it -> it).statusCode(200).extract().path("access_token");
        assertThat(SignedJWT.parse(first).getJWTClaimsSet().getStringClaim("txn"))
                .isNotEqualTo(SignedJWT.parse(next).getJWTClaimsSet().getStringClaim("txn"));
    }

    @Test
    void what_is_not_understood_or_may_not_be_had_is_refused() {
        wanted("elsewhere.example", "decisions:evaluate", it -> it)
                .statusCode(400)
                .body("error", equalTo("invalid_target"));
        wanted(Api.US, "trail:read", it -> it).statusCode(400).body("error", equalTo("invalid_scope"));
        wanted(Api.US, "decisions:evaluate trail:read", it -> it)
                .statusCode(400)
                .body("error", equalTo("invalid_scope"));
        wanted(Api.US, null, it -> it).statusCode(400).body("error", equalTo("invalid_request"));
        for (var wrong : List.of("nonsense", "[1]", "null", "{\"a\":\"" + "x".repeat(5_000) + "\"}"))
            asks(it -> it.formParam("request_details", wrong))
                    .statusCode(400)
                    .body("error_description", containsString("request_details"));
        asks(it -> it.formParam("request_context", "{\"by\": \"Bearer " + bound + "\"}"))
                .statusCode(400)
                .body("error", equalTo("invalid_request"), "error_description", containsString("subject_token"));
        Api.token(Api.form("client_credentials")
                        .auth()
                        .preemptive()
                        .basic(clerk.id(), clerk.secret())
                        .formParam("requested_token_type", CALL))
                .statusCode(400)
                .body("error", equalTo("invalid_request"));
        var other = Api.agentOf(ada, "other");
        Api.token(Api.form(Api.EXCHANGE)
                        .auth()
                        .preemptive()
                        .basic(other.id(), other.secret())
                        .formParams(Map.of(
                                "subject_token", bound,
                                "subject_token_type", ACCESS,
                                "requested_token_type", CALL,
                                "audience", Api.US,
                                "scope", "decisions:evaluate")))
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
    }

    @Test
    void none_is_made_of_what_was_revoked() {
        Api.as(Api.admin())
                .body(Map.of("reason", "a try"))
                .post("/agents/" + clerk.id() + "/stop")
                .then()
                .statusCode(200);
        asks(it -> it).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    private ValidatableResponse asks(UnaryOperator<RequestSpecification> more) {
        return wanted(Api.US, "decisions:evaluate", more);
    }

    private ValidatableResponse wanted(String audience, String scope, UnaryOperator<RequestSpecification> more) {
        var form = form().formParam("subject_token", bound)
                .formParam("subject_token_type", ACCESS)
                .formParam("requested_token_type", CALL)
                .formParam("audience", audience);
        return Api.token(more.apply(scope == null ? form : form.formParam("scope", scope)));
    }

    private RequestSpecification form() {
        return Api.form(Api.EXCHANGE).auth().preemptive().basic(clerk.id(), clerk.secret());
    }
}
