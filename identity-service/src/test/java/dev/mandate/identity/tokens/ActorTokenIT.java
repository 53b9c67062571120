package dev.mandate.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.token.TypelessToken;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.Workforce;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A library that names the actor by a token, here Nimbus' own client, gets what the delegation gives, and nothing where it says otherwise. */
@QuarkusTest
class ActorTokenIT {
    private Workforce ada;
    private Api.Agent clerk;
    private String task;

    @BeforeEach
    void delegated() {
        Api.issuerIsRegistered();
        ada = Workforce.joins("Ada");
        clerk = Api.agentOf(ada, "clerk");
        task = Api.as(Api.accessToken(Api.signIn(ada)))
                .body(Api.delegation(clerk, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
    }

    @Test
    void an_agent_that_names_itself_acts_by_its_delegation() throws Exception {
        var bound = issued(exchange(delegation(), own(clerk)));
        assertThat(actorOf(bound)).isEqualTo(clerk.id());
        var narrowed = issued(exchange(token(bound), own(clerk)));
        assertThat(actorOf(narrowed)).isEqualTo(clerk.id());
        assertThat(Api.claims(narrowed).getSubject()).isEqualTo(ada.id().value());
    }

    @Test
    void who_names_another_actor_or_one_that_is_none_gets_nothing() throws Exception {
        var other = Api.agentOf(ada, "other");
        refused(exchange(delegation(), own(other)), "the actor is the client that asks");
        refused(exchange(delegation(), token(Api.accessToken(Api.signIn(ada)))), "the actor is the client that asks");
        refused(exchange(delegation(), token("ey.nonsense")), "no access token of ours");
        refused(
                exchange(delegation(), new Named(new TypelessToken("x"), TokenTypeURI.JWT)),
                "actor_token_type is not supported");
        var bound = issued(exchange(delegation(), null));
        refused(exchange(delegation(), token(bound)), "the actor is the client that asks");
    }

    @Test
    void nobody_acts_where_nothing_was_delegated() throws Exception {
        refused(exchange(own(clerk), own(clerk)), "nobody acts by this subject_token");
        var batch = MachineClient.registered("batch", "agents:read");
        var its = token(batch.token());
        refused(exchange(batch.id(), batch.secret(), its, its), "nobody acts by this subject_token");
    }

    @Test
    void a_token_of_before_its_agent_was_stopped_names_nobody() throws Exception {
        var before = own(clerk);
        for (var act : List.of("stop", "resume"))
            Api.as(Api.admin())
                    .body(Map.of("reason", "a try"))
                    .post("/agents/" + clerk.id() + "/" + act)
                    .then()
                    .statusCode(200);
        refused(exchange(own(clerk), before), "actor_token is void");
    }

    private record Named(com.nimbusds.oauth2.sdk.token.Token token, TokenTypeURI type) {}

    private Named delegation() throws Exception {
        return new Named(new TypelessToken(task), TokenTypeURI.parse("urn:mandate:params:oauth:token-type:delegation"));
    }

    private static Named own(Api.Agent agent) {
        return token(Api.accessToken(agent.ownToken()));
    }

    private static Named token(String token) {
        return new Named(new BearerAccessToken(token), TokenTypeURI.ACCESS_TOKEN);
    }

    private TokenResponse exchange(Named subject, Named actor) throws Exception {
        return exchange(clerk.id(), clerk.secret(), subject, actor);
    }

    private static TokenResponse exchange(String client, String secret, Named subject, Named actor) throws Exception {
        var grant = new TokenExchangeGrant(
                subject.token(),
                subject.type(),
                actor == null ? null : actor.token(),
                actor == null ? null : actor.type(),
                null,
                null);
        var request = new TokenRequest(
                URI.create("http://localhost:" + RestAssured.port + "/oauth2/token"),
                new ClientSecretBasic(new ClientID(client), new Secret(secret)),
                grant,
                null);
        return TokenResponse.parse(request.toHTTPRequest().send());
    }

    private static String issued(TokenResponse answer) {
        assertThat(answer.indicatesSuccess())
                .as("%s", answer.toHTTPResponse().getBody())
                .isTrue();
        return answer.toSuccessResponse().getTokens().getAccessToken().getValue();
    }

    private static void refused(TokenResponse answer, String why) {
        var error = answer.toErrorResponse().getErrorObject();
        assertThat(error.getCode()).isEqualTo("invalid_request");
        assertThat(error.getDescription()).contains(why);
    }

    private static String actorOf(String token) throws Exception {
        return (String) Api.claims(token).getJSONObjectClaim("act").get("sub");
    }
}
