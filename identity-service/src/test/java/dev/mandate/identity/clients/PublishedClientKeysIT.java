package dev.mandate.identity.clients;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpsServer;
import dev.mandate.identity.Api;
import dev.mandate.identity.TestCertificate;
import dev.mandate.identity.Workforce;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients, agents and workloads that publish their keys at an address of theirs. */
@QuarkusTest
class PublishedClientKeysIT {
    private final HttpsServer server = TestCertificate.server();
    private final AtomicInteger asked = new AtomicInteger();
    private final String path = "/" + UUID.randomUUID();
    private final ECKey key = Api.key("k-" + UUID.randomUUID());

    @BeforeEach
    void publishes() {
        Api.issuerIsRegistered();
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            var body = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void ends() {
        server.stop(0);
    }

    @Test
    void a_client_proves_itself_by_the_keys_at_its_address_which_are_fetched_when_they_are_needed() {
        String client =
                registered(Map.of("jwksUri", at())).statusCode(200).extract().path("clientId");
        assertThat(asked).hasValue(0);
        Api.token(asking(client, key)).statusCode(200);
        Api.token(asking(client, key)).statusCode(200);
        assertThat(asked).hasValue(1);
        Api.token(asking(client, Api.key("nobody's")))
                .statusCode(401)
                .body("error_description", containsString("not signed by a registered key"));
        Api.as(Api.admin())
                .get("/clients/" + client)
                .then()
                .body("jwksUri", equalTo(at()), "authentication", equalTo("private_key_jwt"));
        var token = Api.accessToken(Api.token(asking(client, key)));
        asserting(client, key)
                .formParam("token", token)
                .post("/oauth2/introspect")
                .then()
                .statusCode(200)
                .body("active", equalTo(true));
    }

    @Test
    void one_that_had_keys_of_its_own_changes_to_an_address() {
        var before = Api.key("before");
        String client = registered(Map.of("jwks", Api.jwks(before)))
                .statusCode(200)
                .extract()
                .path("clientId");
        Api.token(asking(client, before)).statusCode(200);
        Api.as(Api.admin())
                .body(Map.of("authentication", "private_key_jwt", "jwksUri", at()))
                .patch("/clients/" + client)
                .then()
                .statusCode(200)
                .body("jwksUri", equalTo(at()));
        Api.token(asking(client, before)).statusCode(401);
        Api.token(asking(client, key)).statusCode(200);
    }

    @Test
    void so_do_agents_and_workloads() {
        var ada = Workforce.joins("Ada");
        var adas = Api.accessToken(Api.signIn(ada));
        String agent = Api.register(adas, "clerk", ada, Map.of("jwksUri", at()))
                .statusCode(200)
                .extract()
                .path("id");
        Api.token(asking(agent, key)).statusCode(200);
        String workload = Api.as(adas)
                .body(Map.of(
                        "name",
                        "nightly",
                        "purpose",
                        "billing",
                        "kind",
                        "SERVICE",
                        "environment",
                        "production",
                        "jwksUri",
                        at()))
                .post("/workloads")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        Api.as(adas).post("/workloads/" + workload + "/activate").then().statusCode(200);
        Api.token(asking(workload, key)).statusCode(200);
        Api.as(adas)
                .body(Map.of("jwksUri", at() + "?next"))
                .put("/workloads/" + workload + "/keys")
                .then()
                .statusCode(200)
                .body("keys", equalTo(List.of(at() + "?next")));
        Api.token(asking(workload, key)).statusCode(200);
    }

    @Test
    void an_address_that_is_not_asked_and_two_ways_at_once_are_refused_where_they_are_named() {
        registered(Map.of("jwksUri", "ftp://keys.example/a")).statusCode(400).body("field", equalTo("/jwksUri"));
        registered(Map.of("jwksUri", at(), "jwks", Api.jwks(key)))
                .statusCode(400)
                .body("field", equalTo("/jwksUri"));
    }

    @Test
    void where_the_address_does_not_answer_the_client_is_told_so() {
        String client = registered(Map.of("jwksUri", at() + "/nothing/there".repeat(3)))
                .statusCode(200)
                .extract()
                .path("clientId");
        server.removeContext(path);
        Api.token(asking(client, key))
                .statusCode(401)
                .body("error", equalTo("invalid_client"), "error_description", containsString("can't be fetched"));
    }

    private String at() {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    private static ValidatableResponse registered(Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of("name", "ledger", "scopes", List.of("identities:read")));
        body.putAll(more);
        return Api.as(Api.admin()).body(body).post("/clients").then();
    }

    private static RequestSpecification asking(String client, ECKey by) {
        return asserting(client, by).formParam("grant_type", "client_credentials");
    }

    private static RequestSpecification asserting(String client, ECKey by) {
        return given().contentType("application/x-www-form-urlencoded")
                .formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .formParam(
                        "client_assertion",
                        Api.sign(by, Api.assertion(client, client).build()));
    }
}
