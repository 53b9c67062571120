package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.workloads.Workload;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends a token, the next question about it is answered so, also where it was asked about before. */
@QuarkusTest
class TokenStatusIT {
    private static final Map<String, String> WHY = Map.of("reason", "it is tried");

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    /** Keys that were replaced sign at once, and are known to all that check tokens a moment later. */
    @AfterEach
    void newTokensAreTaken() {
        await().atMost(Topics.SOON)
                .until(() -> Api.as(Api.admin()).get("/identities?name=nobody").statusCode() == 200);
    }

    /** A token, who asks about it, and what ends it. */
    private record Ending(Application asking, String token, Runnable end) {}

    enum Cause {
        ITS_PERSON_IS_STOPPED {
            @Override
            Ending begin() {
                var app = Application.registered("openid");
                var ada = SignedIn.withPassword("Ada");
                return new Ending(app, tokenOf(app, ada), ada.person()::isStopped);
            }
        },
        ITS_PERSON_LEAVES {
            @Override
            Ending begin() {
                var app = Application.registered("openid");
                var ada = SignedIn.withPassword("Ada");
                return new Ending(app, tokenOf(app, ada), ada.person()::leaves);
            }
        },
        ITS_SIGN_IN_ENDS {
            @Override
            Ending begin() {
                var app = Application.registered("openid");
                var ada = SignedIn.withPassword("Ada");
                return new Ending(app, tokenOf(app, ada), () -> {
                    var page = ada.browser().get("/account");
                    ada.browser().post("/sign-out", "form", page.form());
                });
            }
        },
        ITS_APPLICATION_GIVES_IT_BACK {
            @Override
            Ending begin() {
                var app = Application.registered("openid");
                var token = tokenOf(app, SignedIn.withPassword("Ada"));
                return new Ending(app, token, () -> app.about("revoke", token).statusCode(200));
            }
        },
        THE_ISSUER_THAT_VOUCHED_IS_STOPPED {
            @Override
            Ending begin() {
                var issuer = "https://idp-" + UUID.randomUUID() + ".example";
                Api.as(Api.admin())
                        .body(Map.of("issuer", issuer, "jwks", Api.jwks(Api.ISSUER_KEY), "subjectClaim", "employeeId"))
                        .post("/issuers")
                        .then()
                        .statusCode(200);
                var client = MachineClient.registered("batch " + UUID.randomUUID(), "delegations:write");
                var said = Api.assertion(issuer, Workforce.joins("Ada").employeeId());
                var token = Api.accessToken(Api.token(Api.form(Api.BEARER)
                        .auth()
                        .preemptive()
                        .basic(client.id(), client.secret())
                        .formParam("assertion", Api.sign(Api.ISSUER_KEY, said.build()))));
                return new Ending(
                        new Application(client.id(), client.secret(), client.name()),
                        token,
                        () -> Api.as(Api.admin())
                                .body(WHY)
                                .post("/issuers/{issuer}/stop", issuer)
                                .then()
                                .statusCode(200));
            }
        },
        ITS_CLIENT_IS_STOPPED {
            @Override
            Ending begin() {
                return ofClient("stop");
            }
        },
        ITS_CLIENT_GETS_ANOTHER_SECRET {
            @Override
            Ending begin() {
                return ofClient("secret");
            }
        },
        ITS_AGENT_IS_STOPPED {
            @Override
            Ending begin() {
                var agent = Api.agentOf(Workforce.joins("Ada"), "clerk");
                return new Ending(
                        asking(agent), Api.accessToken(agent.ownToken()), () -> act("/agents/" + agent.id() + "/stop"));
            }
        },
        WHO_ANSWERS_FOR_ITS_AGENT_IS_STOPPED {
            @Override
            Ending begin() {
                var ada = Workforce.joins("Ada");
                var agent = Api.agentOf(ada, "clerk");
                return new Ending(asking(agent), Api.accessToken(agent.ownToken()), ada::isStopped);
            }
        },
        THE_AGENT_THAT_MADE_ITS_AGENT_IS_STOPPED {
            @Override
            Ending begin() {
                var ada = Workforce.joins("Ada");
                var above = Api.agentOf(ada, "chief");
                var agent = Api.agentOf(ada, "clerk", Map.of("parent", above.id()));
                return new Ending(
                        asking(agent), Api.accessToken(agent.ownToken()), () -> act("/agents/" + above.id() + "/stop"));
            }
        },
        ITS_DELEGATION_IS_REVOKED {
            @Override
            Ending begin() {
                var hers = Api.accessToken(Api.signIn(Workforce.joins("Ada")));
                var agent = Api.agentOf(Workforce.joins("Grace"), "clerk");
                var delegation = delegated(hers, agent);
                var token = Api.accessToken(agent.takesUp(delegation));
                return new Ending(
                        asking(agent),
                        token,
                        () -> Api.as(hers)
                                .body(WHY)
                                .post("/delegations/" + delegation + "/revoke")
                                .then()
                                .statusCode(200));
            }
        },
        WHO_HAS_DELEGATED_IS_STOPPED {
            @Override
            Ending begin() {
                var ada = Workforce.joins("Ada");
                var agent = Api.agentOf(Workforce.joins("Grace"), "clerk");
                var delegation = delegated(Api.accessToken(Api.signIn(ada)), agent);
                return new Ending(asking(agent), Api.accessToken(agent.takesUp(delegation)), ada::isStopped);
            }
        },
        ITS_WORKLOAD_IS_SUSPENDED {
            @Override
            Ending begin() {
                var hers = Workload.tokenOf(Workforce.joins("Ada"));
                var batch = Workload.inUse(hers);
                var secret = batch.secret(hers);
                return new Ending(
                        new Application(batch.id(), secret, ""),
                        Api.accessToken(batch.asks(secret)),
                        () -> batch.does("suspend", hers).statusCode(200));
            }
        },
        A_SECRET_OF_ITS_WORKLOAD_ENDS {
            @Override
            Ending begin() {
                var hers = Workload.tokenOf(Workforce.joins("Ada"));
                var batch = Workload.inUse(hers);
                var first = Api.body(batch.makesSecret(hers, Map.of()).statusCode(200));
                var token = Api.accessToken(batch.asks(first.path("secret").textValue()));
                var ended = "secrets/" + first.path("id").textValue() + "/end";
                return new Ending(
                        new Application(batch.id(), batch.secret(hers), ""),
                        token,
                        () -> batch.does(ended, hers).statusCode(200));
            }
        },
        THE_KEYS_ARE_REPLACED {
            @Override
            Ending begin() {
                var client = MachineClient.registered("batch " + UUID.randomUUID(), "identities:read");
                var asking = new Application(client.id(), client.secret(), client.name());
                return new Ending(
                        asking,
                        client.token(),
                        () -> Api.as(Api.admin()).post("/keys/rotation").then().statusCode(200));
            }
        };

        abstract Ending begin();

        private static String tokenOf(Application app, SignedIn person) {
            return Api.accessToken(app.redeem(app.code(person.browser(), "scope", "openid")));
        }

        private static Application asking(Api.Agent agent) {
            return new Application(agent.id(), agent.secret(), "clerk");
        }

        private static String delegated(String token, Api.Agent agent) {
            return Api.body(Api.as(token)
                            .body(Api.delegation(agent, "crm.read_contact"))
                            .post("/delegations")
                            .then()
                            .statusCode(200))
                    .path("delegation")
                    .textValue();
        }

        /** A token for somebody else's resource, who asks about it: the client itself may be let in no more. */
        private static Ending ofClient(String act) {
            var resource = "https://api.example/" + UUID.randomUUID();
            var api = Api.body(Api.as(Api.admin())
                    .body(Map.of("name", "api", "scopes", List.of("openid"), "resource", resource))
                    .post("/clients")
                    .then()
                    .statusCode(200));
            var asking = new Application(
                    api.path("clientId").textValue(), api.path("clientSecret").textValue(), "api");
            var app = Application.registered("openid", "agents:read");
            var ada = SignedIn.withPassword("Ada");
            var code = app.code(ada.browser(), "scope", "agents:read", "resource", resource);
            return new Ending(asking, Api.accessToken(app.redeem(code)), () -> act("/clients/" + app.id() + "/" + act));
        }

        private static void act(String path) {
            Api.as(Api.admin()).body(WHY).post(path).then().statusCode(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_counts_until_and_at_the_next_question_no_more(Cause cause) {
        var it = cause.begin();
        for (int i = 0; i < 2; i++)
            it.asking().about("introspect", it.token()).statusCode(200).body("active", equalTo(true));

        it.end().run();

        it.asking().about("introspect", it.token()).statusCode(200).body("active", equalTo(false));
    }

    @Test
    void who_asks_by_an_assertion_asks_once_by_it() {
        var key = Api.key("asking");
        var id = Api.body(Api.as(Api.admin())
                        .body(Map.of("name", "keyed", "scopes", List.of("identities:read"), "jwks", Api.jwks(key)))
                        .post("/clients")
                        .then()
                        .statusCode(200))
                .path("clientId")
                .textValue();
        var assertion = Api.sign(key, Api.assertion(id, id).build());
        signed(assertion, "introspect").statusCode(200).body("active", equalTo(false));
        signed(assertion, "introspect").statusCode(401).body("error", equalTo("invalid_client"));
        signed(assertion, "token").statusCode(401);
    }

    private static ValidatableResponse signed(String assertion, String endpoint) {
        return Api.form("client_credentials")
                .formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .formParam("client_assertion", assertion)
                .formParam("token", "x")
                .post("/oauth2/" + endpoint)
                .then();
    }

    @Test
    void a_sign_in_whose_tokens_are_asked_about_is_in_use() throws SQLException {
        var app = Application.registered("openid");
        var token = Cause.tokenOf(app, SignedIn.withPassword("Ada"));
        var signIn = (String) Api.claims(token).getClaim("sid");
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE sign_in_sessions SET last_used_at = now() - interval '5 minutes' WHERE id = '" + signIn
                            + "'");
            app.about("introspect", token).body("active", equalTo(true));
            try (var found = statement.executeQuery("SELECT last_used_at > now() - interval '1 minute'"
                    + " FROM sign_in_sessions WHERE id = '" + signIn + "'")) {
                assertThat(found.next() && found.getBoolean(1)).isTrue();
            }
        }
    }
}
