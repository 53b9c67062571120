package dev.mandate.messaging.proposals;

import static dev.mandate.messaging.TopicReader.key;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.administration.ProposedChange;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.PublishedTokens;
import dev.mandate.messaging.TopicReader;
import dev.mandate.messaging.records.KafkaRecords;
import dev.mandate.messaging.security.SignedTokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change with a far reach, from who wants it to the two who stand for it. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
class ProposalsIT {
    private static final String SCOPES = "duties:write proposals:read proposals:approve";

    @Inject
    DutyChange duties;

    @Inject
    Proposals proposals;

    @Inject
    ProposalStore store;

    @Inject
    KnownApprovers approvers;

    @Inject
    FileChanges files;

    @Inject
    AgroalDataSource database;

    private final String duty = "duty-" + UUID.randomUUID();
    private SignedTokens tokens;

    @BeforeEach
    void publish_a_key() throws Exception {
        tokens = PublishedTokens.begin();
        await("the key is read, on a machine that does other things too")
                .atMost(Duration.ofMinutes(1))
                .until(() -> as("per_ada", "console").get("/proposals").statusCode() == 200);
    }

    @AfterEach
    void everybody_is_back_and_the_first_hour_is_now() throws Exception {
        approvers.gone.clear();
        sql("update first_start set at = clock_timestamp()");
    }

    @Test
    void what_a_client_proposes_is_done_once_two_people_stand_for_it_and_all_of_it_is_told() {
        try (var facts = TopicReader.of(TopicCatalogue.ADMINISTRATION_PROPOSALS, "audit")) {
            var id = waits(want("ops", "ops", "grace"));
            assertThat(duties.done).doesNotContainKey(duty);
            approve(id, "per_ada", "console")
                    .statusCode(200)
                    .body("missing", equalTo(1))
                    .body("status", equalTo("OPEN"));
            assertThat(duties.done).doesNotContainKey(duty);
            approve(id, "per_grace", "console")
                    .statusCode(200)
                    .body("missing", equalTo(0))
                    .body("status", equalTo("CARRIED_OUT"));
            assertThat(duties.done).containsEntry(duty, "grace");
            approve(id, "per_emil", "console").statusCode(409).body("type", endsWith(":settled"));
            assertThat(facts.await(3, key(id)).stream().map(ProposalsIT::told))
                    .extracting(Object::getClass)
                    .isEqualTo(List.of(
                            ProposalEvent.Made.class, ProposalEvent.Approved.class, ProposalEvent.Approved.class));
        }
    }

    @Test
    void what_files_changed_without_anybodys_yes_is_told_once() throws Throwable {
        var change = new ProposedChange("duties", "files", "keep the duties of its files", List.of(), duty);
        try (var facts = TopicReader.of(TopicCatalogue.ADMINISTRATION_PROPOSALS, "audit")) {
            files.add(() -> Optional.of(change));
            files.look();
            files.look();
            assertThat(facts.await(1, fact -> new String(fact.value(), UTF_8).contains(duty)))
                    .singleElement()
                    .extracting(ProposalsIT::told)
                    .isInstanceOfSatisfying(ProposalEvent.MadeByFiles.class, told -> {
                        assertThat(told.change()).isEqualTo(change);
                        assertThat(told.replica()).contains(":");
                    });
        }
    }

    @Test
    void whom_it_touches_is_counted_for_people_once_and_not_again_for_each_who_approves() {
        var before = duties.counted.get();
        var id = waits(want("ops", "ops", "grace"));
        waits(want("ops", "ops", "grace"));
        approve(id, "per_ada", "console").statusCode(200);
        approve(id, "per_grace", "console").statusCode(200).body("status", equalTo("CARRIED_OUT"));
        assertThat(duties.counted.get() - before).isEqualTo(1);
    }

    @Test
    void who_approved_and_may_not_any_more_stands_for_nothing_when_it_takes_effect_and_that_is_told() {
        try (var facts = TopicReader.of(TopicCatalogue.ADMINISTRATION_PROPOSALS, "audit")) {
            var id = waits(want("ops", "ops", "grace"));
            approve(id, "per_ada", "console").statusCode(200).body("missing", equalTo(1));
            approvers.gone.add("per_ada");
            approve(id, "per_grace", "console")
                    .statusCode(200)
                    .body("status", equalTo("OPEN"))
                    .body("missing", equalTo(1))
                    .body("approvals.by.subject", equalTo(List.of("per_grace")));
            assertThat(duties.done).doesNotContainKey(duty);
            approve(id, "per_ada", "console").statusCode(403).body("type", endsWith(":not-an-approver"));
            approve(id, "per_emil", "console").statusCode(200).body("status", equalTo("CARRIED_OUT"));
            assertThat(facts.await(5, key(id)).stream().map(ProposalsIT::told))
                    .filteredOn(ProposalEvent.ApprovalStruck.class::isInstance)
                    .singleElement()
                    .extracting(fact ->
                            ((ProposalEvent.ApprovalStruck) fact).approver().subject())
                    .isEqualTo("per_ada");
        }
    }

    @Test
    void what_somebody_proposed_who_may_not_any_more_is_not_carried_out() {
        var id = waits(want("per_ada", "console", "grace"));
        approvers.gone.add("per_ada");
        approve(id, "per_grace", "console").statusCode(409).body("type", endsWith(":outdated"));
        assertThat(duties.done).doesNotContainKey(duty);
        get("per_grace", id).body("settledWhy", containsString("may not stand for it any more"));
    }

    @Test
    void of_two_who_complete_it_at_the_same_moment_exactly_one_takes_effect() {
        for (var round = 0; round < 5; round++) {
            var who = "grace-" + round;
            var id = waits(want("ops", "ops", who));
            var digest = digest(id);
            approve(id, "per_ada", "console").statusCode(200);
            var answers = Stream.of("per_grace", "per_emil", "per_nina", "per_olaf")
                    .parallel()
                    .map(person -> approve(id, digest, person, "console").extract())
                    .toList();
            assertThat(answers.stream().map(ExtractableResponse::statusCode))
                    .containsExactlyInAnyOrder(200, 409, 409, 409);
            assertThat(answers.stream()
                            .filter(answer -> answer.statusCode() == 200)
                            .map(answer -> answer.<String>path("status")))
                    .containsExactly("CARRIED_OUT");
            assertThat(duties.done).containsEntry(duty, who);
            assertThat(duties.times).containsEntry(duty, round + 1);
        }
    }

    @Test
    void two_who_approve_at_the_same_moment_are_two_and_it_is_done_once() {
        var id = waits(want("ops", "ops", "grace"));
        var digest = digest(id);
        var answers = Stream.of("per_ada", "per_grace")
                .parallel()
                .map(person -> approve(id, digest, person, "console")
                        .statusCode(200)
                        .extract()
                        .<String>path("status"))
                .toList();
        assertThat(answers).containsExactlyInAnyOrder("OPEN", "CARRIED_OUT");
        assertThat(duties.times).containsEntry(duty, 1);
    }

    @Test
    void whoever_proposed_it_sees_it_and_takes_it_back_without_any_scope_for_proposals_and_nobody_else_does() {
        var id = waits(want("ops", "ops", "grace"));
        lacking("ops", "ops").get("/proposals/" + id).then().statusCode(200).body("content.who", equalTo("grace"));
        for (var other : List.of("per_ada", "cli_other")) {
            lacking(other, other)
                    .get("/proposals/" + id)
                    .then()
                    .statusCode(403)
                    .body("type", endsWith(":not-your-proposal"));
            takesBack(other, id).statusCode(403);
        }
        lacking("ops", "ops").get("/proposals").then().statusCode(403);
        lacking("ops", "ops")
                .get("/proposals/" + dev.mandate.events.ids.ProposalId.next())
                .then()
                .statusCode(403);
        given().get("/proposals/" + id).then().statusCode(401);
        takesBack("ops", id).statusCode(200).body("status", equalTo("REFUSED"));
        approve(id, "per_ada", "console").statusCode(409).body("type", endsWith(":settled"));
    }

    @Test
    void a_status_that_there_is_not_is_refused_with_the_one_that_may_be_meant() {
        as("per_ada", "console")
                .get("/proposals?status=OPN")
                .then()
                .statusCode(400)
                .body("field", equalTo("status"))
                .body(
                        "detail",
                        equalTo("there is no status `OPN` here; did you mean `OPEN`?"
                                + " Of all there are `OPEN`, `CARRIED_OUT`, `REFUSED`, `EXPIRED`, `OUTDATED`"));
    }

    @Test
    void what_another_version_of_the_software_wrote_ends_with_words_and_no_fault() throws Throwable {
        var more = "{\"duty\":\"" + duty + "\",\"who\":\"grace\",\"forHowLong\":\"for good\"}";
        var other = "{\"duty\":[1],\"who\":\"grace\"}";
        for (var content : List.of(more, other)) anotherVersions("duty", content);
        anotherVersions("dismissal", more);
        assertThat(duties.done).doesNotContainKey(duty);
    }

    private void anotherVersions(String kind, String content) throws Throwable {
        var reach = new Reach(duty, "nobody", "let grace do it", List.of());
        var by = new Actor("ops", "ops", List.of());
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var row = ProposalRow.of(kind, reach, List.of("who waits"), content, by, now, now.plusSeconds(60));
        io.quarkus.vertx.VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> store.add(row)));
        approve(row.id, row.digest, "per_ada", "console").statusCode(409).body("type", endsWith(":outdated"));
        get(row.id)
                .body("status", equalTo("OUTDATED"))
                .body("settledWhy", containsString("another version of the software wrote it"));
    }

    @Test
    void the_same_person_twice_is_one_person() {
        var own = waits(want("per_ada", "console", "grace"));
        approve(own, "per_ada", "console").statusCode(409).body("type", endsWith(":own-proposal"));
        approve(own, "per_ada", "phone").statusCode(409).body("type", endsWith(":own-proposal"));
        assertThat(duties.done).doesNotContainKey(duty);
        approve(own, "per_grace", "console").statusCode(200).body("status", equalTo("CARRIED_OUT"));

        var ofClient = waits(want("ops", "ops", "emil"));
        approve(ofClient, "per_ada", "console").statusCode(200);
        approve(ofClient, "per_ada", "phone").statusCode(409).body("type", endsWith(":approved-already"));
        assertThat(duties.done).containsEntry(duty, "grace");
    }

    @Test
    void a_client_and_an_agent_approve_nothing() throws Exception {
        var id = waits(want("per_ada", "console", "grace"));
        approve(id, "ops", "ops").statusCode(403).body("type", endsWith(":not-a-person"));
        approve(id, "agt_desk", "agt_desk").statusCode(403);
        var acting = tokens.with(
                "at+jwt",
                claims -> claims.subject("per_grace")
                        .claim("client_id", "agt_desk")
                        .claim("act", Map.of("sub", "agt_desk"))
                        .claim("scope", SCOPES));
        given().auth()
                .oauth2(acting)
                .contentType("application/json")
                .body(Map.of("digest", digest(id)))
                .post("/proposals/" + id + "/approve")
                .then()
                .statusCode(403);
        assertThat(duties.done).doesNotContainKey(duty);
    }

    @Test
    void content_that_was_swapped_after_it_was_proposed_is_not_carried_out() throws Exception {
        var id = waits(want("per_ada", "console", "grace"));
        var looked = digest(id);
        sql("update proposal set content = replace(content, 'grace', 'mallory') where id = '" + id + "'");
        approve(id, looked, "per_grace", "console").statusCode(409).body("type", endsWith(":outdated"));
        assertThat(duties.done).doesNotContainKey(duty);
        get(id).body("status", equalTo("OUTDATED")).body("settledWhy", containsString("not what was proposed"));
    }

    @Test
    void who_has_looked_at_another_proposal_approves_neither() {
        var one = waits(want("per_ada", "console", "grace"));
        var other = waits(want("per_ada", "console", "emil"));
        approve(one, digest(other), "per_grace", "console").statusCode(409).body("type", endsWith(":other-content"));
        assertThat(duties.done).doesNotContainKey(duty);
    }

    @Test
    void what_has_changed_meanwhile_is_proposed_anew() {
        var one = waits(want("per_ada", "console", "grace"));
        var other = waits(want("per_ada", "console", "emil"));
        approve(one, "per_grace", "console").statusCode(200);
        approve(other, "per_grace", "console").statusCode(409).body("type", endsWith(":outdated"));
        assertThat(duties.done).containsEntry(duty, "grace");
    }

    @Test
    void the_first_client_works_alone_for_an_hour_and_is_told_until_when() throws Exception {
        want("admin", "admin", "grace").statusCode(200).header(ProposalResource.ALONE_UNTIL, notNullValue());
        assertThat(duties.done).containsEntry(duty, "grace");
        want("ops", "ops", "emil").statusCode(202);
        sql("update first_start set at = clock_timestamp() - interval '61 minutes'");
        want("admin", "admin", "emil").statusCode(202).header(ProposalResource.ALONE_UNTIL, nullValue());
        assertThat(duties.done).containsEntry(duty, "grace");
    }

    @Test
    void whoever_may_approve_may_refuse_and_the_reason_stays() {
        var id = waits(want("per_ada", "console", "grace"));
        refuse(id, "").statusCode(400);
        refuse(id, "not on a Friday").statusCode(200).body("status", equalTo("REFUSED"));
        approve(id, "per_grace", "console").statusCode(409);
        get(id).body("settledWhy", equalTo("not on a Friday"));
        assertThat(duties.done).doesNotContainKey(duty);
    }

    @Test
    void a_proposal_ends_after_its_time_whether_anybody_looks_or_not_and_is_forgotten_after_three_months()
            throws Throwable {
        var late = waits(want("per_ada", "console", "grace"));
        sql("update proposal set ends_at = clock_timestamp() where id = '" + late + "'");
        approve(late, "per_grace", "console").statusCode(409).body("type", endsWith(":expired"));
        get(late).body("status", equalTo("EXPIRED"));
        var unseen = waits(want("per_ada", "console", "emil"));
        sql("update proposal set ends_at = clock_timestamp() where id = '" + unseen + "'");
        io.quarkus.vertx.VertxContextSupport.subscribeAndAwait(() -> proposals.end(100));
        get(unseen).body("status", equalTo("EXPIRED"));
        sql("update proposal set settled_at = clock_timestamp() - interval '91 days' where id = '" + late + "'");
        io.quarkus.vertx.VertxContextSupport.subscribeAndAwait(() -> proposals.end(100));
        as("per_grace", "console").get("/proposals/" + late).then().statusCode(404);
        get(unseen).body("status", equalTo("EXPIRED"));
        assertThat(duties.done).doesNotContainKey(duty);
    }

    @Test
    void what_is_proposed_again_is_the_proposal_that_waits_and_what_is_so_already_waits_for_nobody() {
        var first = waits(want("per_ada", "console", "grace"));
        assertThat(waits(want("per_ada", "console", "grace"))).isEqualTo(first);
        as("per_grace", "console")
                .get("/proposals?status=open&limit=200")
                .then()
                .statusCode(200)
                .body("items.proposal", hasItem(first));
        approve(first, "per_grace", "console").statusCode(200);
        want("per_ada", "console", "grace").statusCode(200);
    }

    private ValidatableResponse want(String subject, String client, String who) {
        return as(subject, client)
                .contentType("application/json")
                .body(Map.of("duty", duty, "who", who))
                .put("/duties")
                .then();
    }

    private String waits(ValidatableResponse asked) {
        String id = asked.statusCode(202)
                .body("touches", hasItem("who waits for it"))
                .body("says", containsString("Nothing is changed yet"))
                .extract()
                .path("proposal");
        asked.header("Location", endsWith("/proposals/" + id));
        return id;
    }

    private ValidatableResponse approve(String id, String subject, String client) {
        return approve(id, digest(id), subject, client);
    }

    private ValidatableResponse approve(String id, String digest, String subject, String client) {
        return as(subject, client)
                .contentType("application/json")
                .body(Map.of("digest", digest))
                .post("/proposals/" + id + "/approve")
                .then();
    }

    private ValidatableResponse refuse(String id, String reason) {
        return as("per_ada", "console")
                .contentType("application/json")
                .body(Map.of("reason", reason))
                .post("/proposals/" + id + "/refuse")
                .then();
    }

    private ValidatableResponse get(String id) {
        return get("per_ada", id);
    }

    private ValidatableResponse get(String person, String id) {
        return as(person, "console").get("/proposals/" + id).then().statusCode(200);
    }

    private ValidatableResponse takesBack(String subject, String id) {
        return lacking(subject, subject)
                .contentType("application/json")
                .body(Map.of("reason", "a mistake"))
                .post("/proposals/" + id + "/refuse")
                .then();
    }

    /** Without a scope for proposals. */
    private RequestSpecification lacking(String subject, String client) {
        return as(subject, client, "duties:write");
    }

    private String digest(String id) {
        return get(id).extract().path("digest");
    }

    private RequestSpecification as(String subject, String client) {
        return as(subject, client, SCOPES);
    }

    private RequestSpecification as(String subject, String client, String scopes) {
        try {
            return given().auth()
                    .oauth2(tokens.with(
                            "at+jwt",
                            claims -> claims.subject(subject)
                                    .claim("client_id", client)
                                    .claim("scope", scopes)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void sql(String statement) throws Exception {
        try (var connection = database.getConnection();
                var update = connection.createStatement()) {
            update.executeUpdate(statement);
        }
    }

    private static ProposalEvent told(ConsumerRecord<byte[], byte[]> record) {
        try {
            return CloudEventCodec.decode(ProposalEvent.FAMILY, KafkaRecords.wire(record))
                    .data();
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }
}
