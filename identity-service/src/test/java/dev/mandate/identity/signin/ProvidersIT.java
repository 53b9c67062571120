package dev.mandate.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.federation.UpstreamProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which providers people may sign in by, and what two people know before one does. */
@QuarkusTest
class ProvidersIT {
    @Inject
    Pool database;

    @Test
    void as_many_providers_as_a_page_shows_sign_people_in_and_those_that_are_stopped_take_no_place() {
        try (var one = new UpstreamProvider();
                var another = new UpstreamProvider()) {
            one.isTrusted(Map.of());
            one.isStopped("it moves");
            placesAreTaken();
            trust(another, provider())
                    .statusCode(409)
                    .body("type", endsWith(":too-many-providers"))
                    .body("title", containsString("people sign in by 20 providers already"));
            resume(one).statusCode(409).body("type", endsWith(":too-many-providers"));
            // What is stopped stays so, whatever is agreed on with it.
            trust(one, Map.of("name", "Corp elsewhere", "clientId", "other")).statusCode(200);

            database.query("UPDATE issuers SET stopped_reason = 'room' WHERE issuer LIKE 'https://full-1.%'")
                    .executeAndAwait();
            resume(one).statusCode(200);
            trust(another, provider()).statusCode(409);
            one.isStopped("there is room for another");
            trust(another, provider()).statusCode(200);
        } finally {
            database.query("DELETE FROM issuers WHERE issuer LIKE 'https://full-%'")
                    .executeAndAwait();
        }
    }

    private void placesAreTaken() {
        database.query("INSERT INTO issuers (issuer, subject_claim, created_at, revision, provider_id, provider)"
                        + " SELECT 'https://full-' || n || '.example', 'LINKED', now(), 1, 'idp_full' || n,"
                        + " '{\"name\": \"Full\", \"clientId\": \"x\", \"authentication\": \"PRIVATE_KEY_JWT\","
                        + " \"scopes\": [\"openid\"], \"mailDomains\": [], \"mfaMethods\": [], \"joining\": []}'"
                        + " FROM generate_series(1, " + Providers.MOST + " - (SELECT count(*) FROM issuers"
                        + " WHERE provider IS NOT NULL AND stopped_reason IS NULL)) AS n")
                .executeAndAwait();
    }

    @Test
    void a_provider_with_which_no_secret_is_shared_needs_one() {
        try (var corp = new UpstreamProvider()) {
            trust(corp, Map.of("name", "Corp", "clientId", "mandate"))
                    .statusCode(400)
                    .body("field", equalTo("/provider/clientSecret"));
            trust(corp, provider()).statusCode(200);
            trust(corp, Map.of("name", "Corp renamed", "clientId", "mandate")).statusCode(200);
            trust(corp, Map.of("name", "Corp", "clientId", "mandate", "authentication", "private_key_jwt"))
                    .statusCode(200);
            // The one that there was is forgotten.
            trust(corp, Map.of("name", "Corp", "clientId", "mandate")).statusCode(400);
        }
    }

    @Test
    void whoever_lets_a_provider_go_on_is_told_whom_it_reaches() {
        try (var corp = new UpstreamProvider()) {
            corp.isTrusted(
                    Map.of("mailDomains", List.of("corp.example"), "joining", List.of(Map.of("department", "guests"))));
            corp.isStopped("its key was stolen");
            var client = MachineClient.registered("keeper", "issuers:write");
            var waits = resume(client.token(), corp).statusCode(202);
            waits.body(
                    "touches",
                    hasItems(
                            "whoever has linked an account there, or will: it can sign in each of them",
                            "whoever has an address of corp.example: it can sign in each of them by it",
                            "whoever it says mfa of passes for signed in with a second factor",
                            "it takes in everybody as guests",
                            "whoever it says so of passes for signed in with a second factor"));
            waits.body("touches", not(hasItem(containsString("assertions"))));
            List<String> touches = waits.extract().path("touches");
            assertThat(touches).hasSize(5);
        }
    }

    private static Map<String, Object> provider() {
        return Map.of("name", "Corp", "clientId", UpstreamProvider.CLIENT, "clientSecret", UpstreamProvider.SECRET);
    }

    private static ValidatableResponse trust(UpstreamProvider corp, Map<String, ?> provider) {
        return Api.as(Api.admin())
                .body(Map.of("issuer", corp.issuer(), "provider", provider))
                .post("/issuers")
                .then();
    }

    private static ValidatableResponse resume(UpstreamProvider corp) {
        return resume(Api.admin(), corp);
    }

    private static ValidatableResponse resume(String token, UpstreamProvider corp) {
        return Api.as(token)
                .body(Map.of("reason", "it is good again"))
                .post("/issuers/{issuer}/resume", corp.issuer())
                .then();
    }
}
