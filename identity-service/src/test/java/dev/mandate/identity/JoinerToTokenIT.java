package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.KeyState;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JoinerToTokenIT {
    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void a_joiner_signs_in_delegates_and_the_agent_acts_for_him() throws Exception {
        var ada = Workforce.joins("Ada");
        var signedIn = Api.accessToken(Api.signIn(ada));
        var person = Api.claims(signedIn);
        assertThat(person.getSubject()).isEqualTo(ada.id().value());
        assertThat(person.getAudience()).containsExactly("mandate-authz", "mandate-identity");

        var agent = Api.agentOf(ada, "invoice-agent");
        var own = Api.claims(Api.accessToken(agent.ownToken()));
        assertThat(own.getSubject()).isEqualTo(agent.id());
        assertThat(own.getStringClaim("scope")).isEqualTo("decisions:evaluate");

        String id = Api.as(signedIn)
                .body(Api.delegation(agent, "crm.read_contact", "email.send"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .body("status", equalTo("ACTIVE"), "session", notNullValue())
                .extract()
                .path("delegation");
        var state = Topics.awaitOn(
                DelegationState.FAMILY, d -> d.delegation().value().equals(id));
        assertThat(state.delegator()).isEqualTo(ada.id());
        assertThat(state.revision()).isEqualTo(1);

        var token = Api.accessToken(agent.takesUp(id));
        var bound = Api.claims(token);
        assertThat(bound.getSubject()).isEqualTo(ada.id().value());
        assertThat(bound.getClaim("act")).isEqualTo(Map.of("sub", agent.id()));
        assertThat(bound.getClaim("may_act")).isEqualTo(Map.of("iss", Api.US, "sub", agent.id()));
        assertThat(bound.getStringClaim("delegation_id")).isEqualTo(id);
        assertThat(bound.getStringClaim("session_id")).isEqualTo(id);
        assertThat(bound.getStringClaim("client_id")).isEqualTo(agent.id());
        RestAssured.given()
                .auth()
                .preemptive()
                .basic(agent.id(), agent.secret())
                .formParam("token", token)
                .post("/oauth2/introspect")
                .then()
                .statusCode(200)
                .body("active", equalTo(true), "may_act", equalTo(Map.of("iss", Api.US, "sub", agent.id())));
    }

    @Test
    void keys_and_metadata_are_public_and_the_key_is_on_its_topic() {
        String keyId = RestAssured.get("/oauth2/jwks")
                .then()
                .statusCode(200)
                .body("keys[0].d", equalTo(null))
                .extract()
                .path("keys[0].kid");
        assertThat(Topics.awaitOn(KeyState.FAMILY, key -> key.keyId().equals(keyId))
                        .jwk())
                .containsEntry("crv", "P-256");
        RestAssured.get("/.well-known/oauth-authorization-server")
                .then()
                .statusCode(200)
                .body("token_endpoint", equalTo(Api.US + "/oauth2/token"))
                .body("grant_types_supported", hasItem(Api.EXCHANGE));
    }
}
