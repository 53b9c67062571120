package dev.mandate.messaging.idempotency;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.messaging.PublishedTokens;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.security.SignedTokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
class IdempotencyIT {
    private static final String HOLD = "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 6))";
    private static final Duration BUSY = Duration.ofMinutes(1);

    @Inject
    AgroalDataSource database;

    @Inject
    ForgottenAnswers forgotten;

    private final String key = UUID.randomUUID().toString();
    private final String what = "book-" + key;
    private SignedTokens tokens;

    @BeforeEach
    void publish_a_key() throws Exception {
        tokens = PublishedTokens.begin();
        await("the key is read, on a machine that does other things too")
                .atMost(BUSY)
                .until(() -> order("ops", null, Map.of("what", "", "options", Map.of()))
                                .extract()
                                .statusCode()
                        == 400);
    }

    @Test
    void the_same_request_with_the_same_key_is_done_once_and_answered_as_the_first_time() throws Exception {
        var first = order("ops", key, wanted()).statusCode(201).extract().asString();
        var again = order("ops", '"' + key + '"', wanted())
                .statusCode(201)
                .contentType(ContentType.JSON)
                .header("Cache-Control", "no-store")
                .extract()
                .asString();
        assertThat(again).isEqualTo(first);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void status_and_headers_are_answered_again_too() throws Exception {
        String first = anywhere(key).statusCode(202).extract().path("secret");
        anywhere(key)
                .statusCode(202)
                .header("Location", endsWith("/orders/" + what))
                .header(ProposalResource.ALONE_UNTIL, "2027-01-01T00:00:00Z")
                .body("secret", equalTo(first));
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void another_request_with_the_key_is_refused_and_the_order_of_members_makes_none() throws Exception {
        order("ops", key, "{\"what\":\"" + what + "\",\"options\":{\"a\":\"1\",\"b\":\"2\"}}")
                .statusCode(201);
        order("ops", key, "{\"options\":{\"b\":\"2\",\"a\":\"1\"},\"what\":\"" + what + "\"}")
                .statusCode(201);
        order("ops", key, "{\"what\":\"" + what + "\",\"options\":{\"a\":\"1\"}}")
                .statusCode(422)
                .body("type", endsWith(":key-reused"))
                .body("field", equalTo("Idempotency-Key"));
        given().auth()
                .oauth2(token("ops"))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(wanted())
                .post("/orders/another-shop")
                .then()
                .statusCode(422);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void without_a_key_and_for_another_caller_each_is_a_new_one() throws Exception {
        order("ops", key, wanted()).statusCode(201);
        order("per_ada", key, wanted()).statusCode(201);
        order("ops", null, wanted()).statusCode(201);
        order("ops", null, wanted()).statusCode(201);
        assertThat(made()).isEqualTo(4);
    }

    @Test
    void what_was_refused_may_be_asked_for_again_with_the_key() throws Exception {
        order("ops", key, Map.of("what", "", "options", Map.of())).statusCode(400);
        order("ops", key, wanted()).statusCode(201);
        order("ops", "short", wanted()).statusCode(400).body("field", equalTo("Idempotency-Key"));
        given().auth()
                .oauth2(token("ops"))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key, UUID.randomUUID().toString())
                .body(wanted())
                .post("/orders/shop")
                .then()
                .statusCode(400);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void while_the_first_is_under_way_others_are_told_so_at_once_and_get_its_answer_later() throws Exception {
        CompletableFuture<String> first;
        try (var holder = database.getConnection()) {
            take(holder, "SELECT true FROM pg_advisory_xact_lock(hashtextextended(?, 7))", what);
            first = CompletableFuture.supplyAsync(() ->
                    order("ops", key, wanted(), 409).statusCode(201).extract().path("secret"));
            await("the first has begun").atMost(BUSY).until(() -> !isFree());
            order("ops", key, wanted())
                    .statusCode(409)
                    .body("type", endsWith(":under-way"))
                    .header("Retry-After", "1");
            holder.commit();
        }
        order("ops", key, wanted(), 409).statusCode(201).body("secret", equalTo(first.get()));
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void however_many_ask_at_once_one_is_made() throws Exception {
        var secrets = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> order("ops", key, wanted(), 409)
                        .statusCode(201)
                        .extract()
                        .<String>path("secret"))
                .distinct();
        assertThat(secrets).hasSize(1);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void another_replica_that_has_it_under_way_is_no_less_waited_for_and_its_answer_is_given() throws Exception {
        var first = order("ops", key, wanted()).statusCode(201).extract().asString();
        try (var another = database.getConnection()) {
            take(another, HOLD, id());
            order("ops", key, wanted()).statusCode(409);
            another.commit();
        }
        assertThat(order("ops", key, wanted()).statusCode(201).extract().asString())
                .isEqualTo(first);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void an_answer_that_is_too_long_to_be_kept_is_told_of_as_done() throws Exception {
        var long_ = Map.of("what", what, "options", Map.of("length", "40000"));
        order("ops", key, long_).statusCode(201);
        order("ops", key, long_).statusCode(409).body("type", endsWith(":done-before"));
        assertThat(made()).isEqualTo(1);
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void a_day_later_it_is_a_new_request_and_the_answer_is_swept() throws Exception {
        order("ops", key, wanted()).statusCode(201);
        assertThat(kept()).isEqualTo(1);
        a_day_goes_by();
        order("ops", key, wanted()).statusCode(201);
        assertThat(made()).isEqualTo(2);
        order("ops", key, wanted()).statusCode(201);
        assertThat(made()).isEqualTo(2);
        a_day_goes_by();
        sweep();
        assertThat(kept()).isZero();
    }

    @Test
    void an_answer_that_is_kept_anew_while_its_outdated_one_is_swept_stays() throws Exception {
        order("ops", key, wanted()).statusCode(201);
        a_day_goes_by();
        CompletableFuture<Void> sweeps;
        try (var another = database.getConnection();
                var anew = another.prepareStatement(
                        "UPDATE idempotent_answer SET at = clock_timestamp() WHERE encode(id, 'hex') = ?")) {
            another.setAutoCommit(false);
            anew.setString(1, id());
            assertThat(anew.executeUpdate()).isEqualTo(1);
            sweeps = CompletableFuture.runAsync(this::sweep);
            await("it has passed over it, or waits for it")
                    .atMost(BUSY)
                    .until(() -> sweeps.isDone() || waits("DELETE"));
            another.commit();
        }
        sweeps.get(1, TimeUnit.MINUTES);
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void a_request_is_the_same_one_for_a_replica_of_a_version_whose_bodies_have_a_member_more() throws Exception {
        order("ops", key, wanted()).statusCode(201);
        var withoutNote = "[\"POST /orders/shop\",\"shop\",{\"what\":\"" + what + "\",\"options\":{}}]";
        assertThat(count(
                        "SELECT count(*) FROM idempotent_answer WHERE request = ?",
                        KeyedRequest.of("identity ops ops ops", key).fingerprint(withoutNote.getBytes(UTF_8))))
                .isEqualTo(1);
    }

    @Test
    void neither_the_key_nor_a_secret_is_in_the_database() throws Exception {
        String secret = order("ops", key, wanted()).statusCode(201).extract().path("secret");
        assertThat(count("SELECT count(*) FROM idempotent_answer a WHERE a::text LIKE '%' || ? || '%'", secret))
                .isZero();
        assertThat(count("SELECT count(*) FROM idempotent_answer a WHERE a::text LIKE '%' || ? || '%'", key))
                .isZero();
    }

    @Test
    void the_contract_names_the_header_and_what_comes_of_it() {
        given().get("/q/openapi?format=json")
                .then()
                .body("paths.'/orders/{shop}'.post.parameters.name", hasItem("Idempotency-Key"))
                .body("paths.'/orders/{shop}'.post.responses", hasKey("409"))
                .body("paths.'/orders/{shop}'.post.responses", hasKey("422"));
    }

    private void sweep() {
        try {
            while (forgotten.some()) Thread.onSpinWait();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean waits(String statement) throws SQLException {
        return count(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE ? || ' FROM idempotent_answer%'",
                        statement)
                > 0;
    }

    /** Whether nobody has the key under way. */
    private boolean isFree() throws SQLException {
        try (var asking = database.getConnection()) {
            var free = taken(asking, HOLD, id());
            asking.rollback();
            return free;
        }
    }

    private static void take(Connection connection, String lock, String name) throws SQLException {
        assertThat(taken(connection, lock, name)).isTrue();
    }

    private static boolean taken(Connection connection, String lock, String name) throws SQLException {
        connection.setAutoCommit(false);
        try (var hold = connection.prepareStatement(lock)) {
            hold.setString(1, name);
            try (var row = hold.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private Map<String, Object> wanted() {
        return Map.of("what", what, "options", Map.of());
    }

    private String token(String subject) {
        try {
            return tokens.with(
                    "at+jwt",
                    claims -> claims.subject(subject).claim("client_id", "ops").claim("scope", "things:write"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private ValidatableResponse order(String subject, String header, Object body) {
        var asked = given().auth().oauth2(token(subject)).contentType(ContentType.JSON);
        if (header != null) asked.header("Idempotency-Key", header);
        return asked.body(body).post("/orders/shop").then();
    }

    /** Again for as long as the answer has this status. */
    private ValidatableResponse order(String subject, String header, Object body, int waits) {
        return await().atMost(BUSY)
                .until(
                        () -> order(subject, header, body),
                        answer -> answer.extract().statusCode() != waits);
    }

    private ValidatableResponse anywhere(String header) {
        return given().auth()
                .oauth2(token("ops"))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", header)
                .body(wanted())
                .post("/orders")
                .then();
    }

    private long made() throws SQLException {
        return count("SELECT count(*) FROM taken WHERE employee_id = ?", what);
    }

    private long kept() throws SQLException {
        return count("SELECT count(*) FROM idempotent_answer WHERE encode(id, 'hex') = ?", id());
    }

    private String id() {
        return KeyedRequest.of("identity ops ops ops", key).id();
    }

    private void a_day_goes_by() throws SQLException {
        try (var connection = database.getConnection();
                var older = connection.prepareStatement(
                        "UPDATE idempotent_answer SET at = at - interval '25 hours' WHERE encode(id, 'hex') = ?")) {
            older.setString(1, id());
            assertThat(older.executeUpdate()).isEqualTo(1);
        }
    }

    private long count(String query, String parameter) throws SQLException {
        try (var connection = database.getConnection();
                var asked = connection.prepareStatement(query)) {
            asked.setString(1, parameter);
            try (var rows = asked.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
