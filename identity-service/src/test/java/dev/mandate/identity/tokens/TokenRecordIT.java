package dev.mandate.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever got a token is on the record. Minutes pass in that counts grow older. */
@QuarkusTest
class TokenRecordIT {
    @Inject
    TokenRecord record;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void each_sign_in_of_a_person_is_a_fact_with_how_and_by_whom() {
        var ada = Workforce.joins("Ada");
        var assertion = Api.assertion(Api.ISSUER, ada.employeeId())
                .claim("acr", "https://idp.example/mfa")
                .claim("amr", List.of("pwd", "otp"))
                .build();
        JWTClaimsSet token = Api.claims(Api.accessToken(
                Api.token(Api.form(Api.BEARER).formParam("assertion", Api.sign(Api.ISSUER_KEY, assertion)))));
        var fact = (TokenEvent.SignedIn) Topics.awaitOn(
                TokenEvent.FAMILY,
                event -> event instanceof TokenEvent.SignedIn
                        && event.subject().equals(ada.id().value()));
        assertThat(fact.token()).isEqualTo(token.getJWTID());
        assertThat(fact.issuer()).isEqualTo(Api.ISSUER);
        assertThat(fact.acr()).isEqualTo("urn:mandate:acr:mfa");
        assertThat(fact.amr()).containsExactly("otp", "pwd");
    }

    @Test
    void what_a_machine_was_given_is_told_by_the_minute_and_by_what_for() throws Exception {
        var ada = Workforce.joins("Ada");
        var agent = Api.agentOf(ada, "clerk");
        String task = Api.as(Api.accessToken(Api.signIn(ada)))
                .body(Api.delegation(agent, "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(200)
                .extract()
                .path("delegation");
        agent.ownToken().statusCode(200);
        agent.takesUp(task).statusCode(200);
        agent.takesUp(task).statusCode(200);
        agent.takesUp("del_nobody").statusCode(400);
        minutePasses(agent.id());
        awaitCounts(agent.id(), 1, 2);
    }

    @Test
    void nothing_is_lost_or_told_twice_whoever_tells_and_however_many_ask_meanwhile() throws Exception {
        var client = client();
        var asked = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.runAsync(() -> {
                    for (var i = 0; i < 25; i++) client.asks().statusCode(200);
                }))
                .toList();
        while (!asked.stream().allMatch(CompletableFuture::isDone)) {
            minutePasses(client.id());
            var telling = IntStream.range(0, 3)
                    .mapToObj(n -> CompletableFuture.runAsync(this::tell))
                    .toList();
            telling.forEach(CompletableFuture::join);
        }
        asked.forEach(CompletableFuture::join);
        minutePasses(client.id());
        awaitCounts(client.id(), 100, 0);
    }

    @Test
    void a_token_that_can_not_be_counted_is_not_handed_out() throws Exception {
        var client = client();
        sql("INSERT INTO token_counts SELECT minute, '" + client.id() + "', slot, 9223372036854775807, 0, 0"
                + " FROM generate_series(0, 7) slot, (VALUES (date_trunc('minute', now())),"
                + " (date_trunc('minute', now()) + interval '1 minute')) AS m (minute)");
        try {
            client.asks().statusCode(greaterThanOrEqualTo(500)).body("access_token", nullValue());
        } finally {
            sql("DELETE FROM token_counts WHERE client_id = '" + client.id() + "'");
        }
        client.asks().statusCode(200);
    }

    @Test
    void what_a_client_may_not_have_is_refused_and_counts_for_nothing() throws Exception {
        var client = client();
        Api.token(Api.form("client_credentials")
                        .auth()
                        .preemptive()
                        .basic(client.id(), client.secret())
                        .formParam("scope", "clients:write"))
                .statusCode(400)
                .body("error", equalTo("invalid_scope"));
        client.with("another").asks().statusCode(401);
        client.asks().statusCode(200);
        minutePasses(client.id());
        awaitCounts(client.id(), 1, 0);
    }

    private void awaitCounts(String client, long own, long delegated) {
        await().atMost(Topics.SOON).untilAsserted(() -> {
            tell();
            var told = Topics.awaitOfKey(TopicCatalogue.IDENTITY_TOKENS, client, 1).stream()
                    .flatMap(message -> Topics.read(TokenEvent.FAMILY, message).stream())
                    .map(TokenEvent.Issued.class::cast)
                    .toList();
            assertThat(told.stream().mapToLong(TokenEvent.Issued::own).sum()).isEqualTo(own);
            assertThat(told.stream().mapToLong(TokenEvent.Issued::delegated).sum())
                    .isEqualTo(delegated);
        });
    }

    private void tell() {
        try {
            VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> record.tell(500)));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Each time into a minute of its own. */
    private void minutePasses(String client) throws SQLException {
        sql(
                "UPDATE token_counts SET minute = minute - interval '1 minute' * (2 + floor(random() * 1000000)) WHERE client_id = '"
                        + client + "' AND minute > now() - interval '1 minute'");
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private static MachineClient client() {
        return MachineClient.registered("batch-" + UUID.randomUUID(), "identities:read");
    }
}
