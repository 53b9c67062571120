package dev.mandate.identity.keys;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.identity.Api;
import dev.mandate.identity.TestSecrets;
import dev.mandate.identity.Topics;
import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Time passes in that the keys' rows grow older. The service is never started again. */
@QuarkusTest
class KeyRotationIT {
    @Inject
    KeyRotation rotation;

    @Inject
    AgroalDataSource database;

    @Test
    void a_token_of_the_old_key_is_good_while_the_new_one_signs_and_until_the_old_one_goes() throws Exception {
        var before = onlyKeyOf(Api.admin());
        older(before, "29 days 23 hours 30 minutes");
        var next = awaitKeys(2).get(1);
        assertThat(next).isNotEqualTo(before);
        assertThat(Topics.awaitOn(KeyState.FAMILY, key -> key.keyId().equals(next))
                        .jwk())
                .containsEntry("kid", next);
        var old = Api.admin();
        assertThat(keyOf(old)).isEqualTo(before); // what others don't know for an hour yet signs nothing

        older(next, "61 minutes");
        await().atMost(Topics.SOON).until(() -> keyOf(Api.admin()).equals(next));
        assertThat(statusWith(old)).isEqualTo(200);
        assertThat(statusWith(Api.admin())).isEqualTo(200);

        older(next, "6 minutes");
        assertThat(awaitKeys(1)).containsExactly(next);
        var last = Topics.awaitOn(KeyState.FAMILY, key -> key.keyId().equals(before) && key.deleted());
        assertThat(last.jwk()).isEmpty();
        await().atMost(Topics.SOON).until(() -> statusWith(old) == 401);
        assertThat(statusWith(Api.admin())).isEqualTo(200);

        sql("UPDATE signing_keys SET deleted_at = deleted_at - interval '1 day' WHERE id = '" + before + "'");
        var records = Topics.awaitOfKey(TopicCatalogue.IDENTITY_KEYS, before, 3);
        assertThat(records.get(2).value()).isNull();
    }

    @Test
    void an_emergency_refuses_every_earlier_token_and_needs_a_scope_of_its_own() {
        var old = Api.admin();
        Api.as(Api.accessToken(Api.token(Api.form("client_credentials")
                        .auth()
                        .preemptive()
                        .basic("admin", TestSecrets.ADMIN)
                        .formParam("scope", "clients:write identities:read"))))
                .post("/keys/rotation")
                .then()
                .statusCode(403);
        String fresh = Api.as(old)
                .post("/keys/rotation")
                .then()
                .statusCode(200)
                .extract()
                .path("keyId");
        await().atMost(Topics.SOON).until(() -> statusWith(old) == 401);
        await().atMost(Topics.SOON).until(() -> statusWith(Api.admin()) == 200);
        assertThat(awaitKeys(1)).containsExactly(fresh);
        assertThat(keyOf(Api.admin())).isEqualTo(fresh);
    }

    @Test
    void each_algorithm_has_a_key_that_signs_and_is_published_and_an_emergency_takes_all() {
        var before = kids();
        assertThat(before).containsKeys("ES256", "RS256", "EdDSA");
        Map<String, String> rsa = get("/oauth2/jwks").then().extract().path("keys.find { it.alg == 'RS256' }");
        assertThat(Base64.getUrlDecoder().decode(rsa.get("n"))).hasSize(256);
        assertThat(rsa).doesNotContainKeys("d", "p", "q");
        assertThat(Topics.awaitOn(KeyState.FAMILY, key -> key.keyId().equals(rsa.get("kid")))
                        .jwk())
                .containsEntry("alg", "RS256");
        Api.as(Api.admin()).post("/keys/rotation").then().statusCode(200);
        assertThat(kids()).containsOnlyKeys(before.keySet()).doesNotContainValue(rsa.get("kid"));
        assertThat(kids().values()).doesNotContainAnyElementsOf(before.values());
        await().atMost(Topics.SOON).until(() -> statusWith(Api.admin()) == 200);
    }

    private static Map<String, String> kids() {
        List<Map<String, String>> keys = get("/oauth2/jwks").then().extract().path("keys");
        return keys.stream()
                .collect(Collectors.toMap(key -> key.get("alg"), key -> key.get("kid"), (one, other) -> other));
    }

    @Test
    void replicas_that_find_it_is_time_at_once_make_one_key() throws Exception {
        var before = onlyKeyOf(Api.admin());
        older(before, "40 days");
        var replicas = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.runAsync(this::rotate))
                .toList();
        for (var replica : replicas) replica.join();
        assertThat(awaitKeys(2)).startsWith(before);
        older(before, "-40 days");
        Api.as(Api.admin()).post("/keys/rotation").then().statusCode(200); // leaves one key to the other tests
        awaitKeys(1);
    }

    private void rotate() {
        try {
            var fresh = KeyRotation.generate(Set.of(SigningAlgorithm.ES256));
            VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> rotation.run(fresh)));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static int statusWith(String token) {
        return Api.as(token).get("/identities?name=nobody").statusCode();
    }

    private static String onlyKeyOf(String token) {
        assertThat(awaitKeys(1)).containsExactly(keyOf(token));
        return keyOf(token);
    }

    private static String keyOf(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> awaitKeys(int count) {
        return await().atMost(Topics.SOON)
                .until(
                        () -> get("/oauth2/jwks").then().extract().path("keys.findAll { it.alg == 'ES256' }.kid"),
                        keys -> keys.size() == count);
    }

    private void older(String key, String by) throws SQLException {
        sql("UPDATE signing_keys SET signs_from = signs_from - interval '" + by + "' WHERE id = '" + key + "'");
    }

    @Test
    void a_replica_of_before_other_algorithms_which_names_none_still_makes_keys() throws SQLException {
        try (var connection = database.getConnection();
                var column = connection.getMetaData().getColumns(null, null, "signing_keys", "algorithm")) {
            assertThat(column.next()).isTrue();
            assertThat(column.getString("COLUMN_DEF")).startsWith("'ES256'");
        }
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
