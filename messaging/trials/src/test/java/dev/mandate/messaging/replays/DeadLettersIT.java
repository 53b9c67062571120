package dev.mandate.messaging.replays;

import static dev.mandate.messaging.TopicReader.key;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.administration.ReplayEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.PublishedTokens;
import dev.mandate.messaging.TopicReader;
import dev.mandate.messaging.inbox.WorkersConsumer;
import dev.mandate.messaging.inbox.WorkersRight;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.DeadLetterRecord;
import dev.mandate.messaging.records.KafkaRecords;
import dev.mandate.messaging.security.SignedTokens;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service could not take, as an operator looks at it and has it taken up again. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
@QuarkusTestResource(WorkersRight.class)
class DeadLettersIT {
    private static final String BOTH = "dead-letters:read dead-letters:replay";

    @Inject
    AgroalDataSource database;

    @Inject
    WaitingLetters waiting;

    @Inject
    MeterRegistry meters;

    private final IdentityId ada = IdentityId.nextPerson();
    private final String run = UUID.randomUUID().toString();
    private final String employee = "not-yet-" + run;
    private Producer<byte[], byte[]> lifecycle;
    private Producer<byte[], byte[]> identity;
    private TopicReader letters;
    private TopicReader facts;
    private SignedTokens tokens;

    @BeforeEach
    void open() throws Exception {
        lifecycle = new KafkaClients(Platform.shared().kafkaClientConfig("lifecycle")).producer(Map.of());
        identity = new KafkaClients(Platform.shared().kafkaClientConfig("identity"))
                .producer(Map.of("max.request.size", 4 * 1024 * 1024));
        letters = TopicReader.of(TopicCatalogue.IDENTITY_DEAD_LETTERS, "operator");
        facts = TopicReader.of(TopicCatalogue.ADMINISTRATION_REPLAYS, "audit");
        tokens = PublishedTokens.begin();
        await().until(() -> ask(BOTH).get("/dead-letters").statusCode() == 200);
    }

    @AfterEach
    void close() {
        lifecycle.close();
        identity.close();
        letters.close();
        facts.close();
    }

    @Test
    void what_was_refused_is_taken_once_its_reason_is_mended_and_who_had_it_taken_is_told() throws Exception {
        var letter = refused(employee);
        get(letter)
                .statusCode(200)
                .body("standing", equalTo("WAITS"))
                .body("reason", equalTo("refused"))
                .body("consumer", equalTo("lifecycle.workers.v1"))
                .body("message", equalTo("its time has not come"))
                .body("type", equalTo("lifecycle.worker.left.v1"))
                .body("headers.ce_id", equalTo(employee))
                .body("value", containsString(employee));
        assertThat(taken(employee)).isZero();

        WorkersConsumer.MENDED.add(employee);
        for (var round = 0; round < 2; round++) replay(letter).statusCode(200).body("standing", equalTo("TAKEN"));

        assertThat(taken(employee)).isEqualTo(1);
        get(letter).body("standing", equalTo("TAKEN"));
        var told =
                (ReplayEvent.Replayed) told(facts.await(1, key(origin(letter))).get(0));
        assertThat(told.by().subject()).isEqualTo("per_grace");
        assertThat(told.letter().offset()).isEqualTo(letter.offset());
        replay(letter).statusCode(200);
        assertThat(facts.await(1, key(origin(letter))))
                .as("one taking, one fact")
                .hasSize(1);
    }

    @Test
    void what_is_refused_again_says_why_has_no_effect_and_becomes_no_second_letter() throws Exception {
        var letter = refused(employee);
        replay(letter)
                .statusCode(409)
                .body("type", endsWith(":refused-again"))
                .body("detail", equalTo("refused: its time has not come"));
        assertThat(taken(employee)).isZero();
        var told =
                (ReplayEvent.Refused) told(facts.await(1, key(origin(letter))).get(0));
        assertThat(told.reason().value()).isEqualTo("refused: its time has not come");
        refused("not-yet-after-" + run);
        assertThat(letters.await(2, key(ada.value()))).hasSize(2);
    }

    @Test
    void what_cannot_be_read_is_shown_as_it_is_and_stays_refused() throws Exception {
        var bytes = new byte[] {'{', (byte) 0xff};
        var good = event("broken-" + run, employee);
        send(new WireRecord(good.key(), good.headers(), bytes));
        var letter = letters.await(1, key(ada.value())).get(0);
        get(letter)
                .body("value", nullValue())
                .body("base64", equalTo(Base64.getEncoder().encodeToString(bytes)));
        replay(letter)
                .statusCode(409)
                .body("title", containsString("publish it again, mended, with the same source and id"))
                .body("detail", containsString("malformed"));
    }

    @Test
    void what_could_not_be_read_waits_no_more_once_its_sender_sent_it_anew_with_the_same_source_and_id()
            throws Exception {
        var good = event("mended-" + run, "mended-" + run);
        send(new WireRecord(good.key(), good.headers(), "{".getBytes(UTF_8)));
        var letter = letters.await(1, key(ada.value())).get(0);
        get(letter).body("standing", equalTo("WAITS"));
        send(good);
        await().untilAsserted(() -> get(letter).body("standing", equalTo("SENT_ANEW")));
        assertThat(taken("mended-" + run)).isEqualTo(1);
    }

    @Test
    void what_cannot_be_read_after_a_good_event_of_the_same_source_and_id_waits() throws Exception {
        var good = event("before-" + run, "before-" + run);
        send(good);
        await().until(() -> taken("before-" + run) == 1);
        send(new WireRecord(good.key(), good.headers(), "{".getBytes(UTF_8)));
        get(letters.await(1, key(ada.value())).get(0)).body("standing", equalTo("WAITS"));
    }

    @Test
    void what_nothing_here_takes_up_and_what_is_not_whole_says_what_to_do_instead() throws Exception {
        var state = kept(
                new DeadLetter("identity.keys.v1", 0, 7, null, Instant.now(), Unreadable.Reason.MALFORMED, "no JSON"),
                "{}".getBytes(UTF_8));
        replay(state)
                .statusCode(409)
                .body("type", endsWith(":not-replayable"))
                .body("detail", containsString("next revision"));
        var large = kept(
                new DeadLetter(
                        "lifecycle.workers.v1", 0, 8, null, Instant.now(), Unreadable.Reason.MALFORMED, "too large"),
                new byte[1700 * 1024]);
        replay(large).statusCode(409).body("type", endsWith(":not-whole"));
        ask(BOTH)
                .get("/dead-letters?limit=2")
                .then()
                .body("items.standing", equalTo(List.of("CUT", "NOT_HERE")))
                .body("items[0].cut", containsString("1740800 bytes"));
    }

    @Test
    void the_latest_come_first_and_every_page_leads_to_the_next() throws Exception {
        var sent = new ArrayList<Long>();
        for (var n = 0; n < 5; n++)
            sent.add(0, refused("not-yet-" + n + "-" + run).offset());
        var listed = new ArrayList<Long>();
        var after = "";
        for (var page = 0; page < 3; page++) {
            var answer = ask(BOTH).get("/dead-letters?limit=2" + after).then().statusCode(200);
            listed.addAll(answer.extract().jsonPath().getList("items.letter", Long.class));
            answer.body("items[0].value", nullValue());
            after = "&after=" + answer.extract().jsonPath().getString("next");
        }
        assertThat(listed.subList(0, 5)).isEqualTo(sent);
    }

    @Test
    void nobody_looks_or_replays_without_the_scope_for_it() throws Exception {
        var letter = refused(employee);
        given().get("/dead-letters").then().statusCode(401);
        ask("proposals:read").get("/dead-letters").then().statusCode(403);
        ask("dead-letters:read")
                .post("/dead-letters/" + letter.offset() + "/replay")
                .then()
                .statusCode(403);
        assertThat(taken(employee)).isZero();
        ask(BOTH).get("/dead-letters/999999999").then().statusCode(404);
        ask(BOTH).get("/dead-letters/x").then().statusCode(404);
        ask(BOTH).get("/dead-letters?limit=0").then().statusCode(400);
        ask(BOTH).get("/dead-letters?after=eA").then().statusCode(400);
    }

    @Test
    void what_needs_nothing_is_dismissed_with_a_reason_waits_no_more_and_can_still_be_taken() throws Throwable {
        var letter = refused(employee);
        waiting.look();
        var before = waitingByTheMetric();
        for (var reason : List.of("payroll sent it twice", "another says so too"))
            dismiss(letter, reason)
                    .statusCode(200)
                    .body("standing", equalTo("DISMISSED"))
                    .body("dismissed.by", equalTo("per_grace"))
                    .body("dismissed.reason", equalTo("payroll sent it twice"));
        get(letter).body("standing", equalTo("DISMISSED")).body("value", containsString(employee));
        ask(BOTH)
                .get("/dead-letters?limit=1")
                .then()
                .body("items[0].dismissed.reason", equalTo("payroll sent it twice"));
        assertThat(taken(employee)).isZero();
        waiting.look();
        assertThat(waitingByTheMetric()).isEqualTo(before - 1);
        var told =
                (ReplayEvent.Dismissed) told(facts.await(1, key(origin(letter))).get(0));
        assertThat(told.reason().value()).isEqualTo("payroll sent it twice");
        assertThat(told.by().subject()).isEqualTo("per_grace");
        assertThat(told.letter().offset()).isEqualTo(letter.offset());

        WorkersConsumer.MENDED.add(employee);
        replay(letter).statusCode(200).body("standing", equalTo("TAKEN"));
        get(letter).body("standing", equalTo("TAKEN")).body("dismissed", nullValue());
        dismiss(letter, "too late").statusCode(409).body("type", endsWith(":nothing-left"));
    }

    @Test
    void nobody_dismisses_without_the_scope_for_it_nor_without_a_reason() throws Exception {
        var letter = refused(employee);
        ask("dead-letters:read")
                .contentType("application/json")
                .body(Map.of("reason", "none of mine"))
                .post("/dead-letters/" + letter.offset() + "/dismiss")
                .then()
                .statusCode(403);
        for (var reason : List.of("", "two\nlines")) dismiss(letter, reason).statusCode(400);
        ask(BOTH)
                .contentType("application/json")
                .body(Map.of("reason", "there is none"))
                .post("/dead-letters/999999999/dismiss")
                .then()
                .statusCode(404);
        get(letter).body("standing", equalTo("WAITS"));
    }

    private ValidatableResponse dismiss(ConsumerRecord<byte[], byte[]> letter, String reason) throws Exception {
        return ask(BOTH)
                .contentType("application/json")
                .body(Map.of("reason", reason))
                .post("/dead-letters/" + letter.offset() + "/dismiss")
                .then();
    }

    private double waitingByTheMetric() {
        return meters.get("mandate.dead.letters.waiting").gauge().value();
    }

    private ConsumerRecord<byte[], byte[]> refused(String employee) throws Exception {
        send(event(employee, employee));
        return letters.await(1, letter -> header(letter, "ce_id").equals(employee))
                .get(0);
    }

    /** Put on the topic as the service puts it there. */
    private ConsumerRecord<byte[], byte[]> kept(DeadLetter letter, byte[] value) throws Exception {
        var written = DeadLetterRecord.of(run.getBytes(UTF_8), new RecordHeaders(), value, letter);
        identity.send(new ProducerRecord<>(
                        TopicCatalogue.IDENTITY_DEAD_LETTERS.name(),
                        null,
                        null,
                        written.key(),
                        written.value(),
                        written.headers()))
                .get();
        return letters.await(1, it -> header(it, DeadLetter.ORIGIN).equals(letter.origin()))
                .get(0);
    }

    private ValidatableResponse get(ConsumerRecord<byte[], byte[]> letter) throws Exception {
        return ask(BOTH).get("/dead-letters/" + letter.offset()).then();
    }

    private ValidatableResponse replay(ConsumerRecord<byte[], byte[]> letter) throws Exception {
        return ask(BOTH).post("/dead-letters/" + letter.offset() + "/replay").then();
    }

    private RequestSpecification ask(String scopes) throws Exception {
        var token = tokens.with(
                "at+jwt",
                claims -> claims.subject("per_grace")
                        .claim("client_id", "console")
                        .claim("scope", scopes));
        return given().auth().oauth2(token);
    }

    private WireRecord event(String id, String employee) {
        var left = new WorkerEvent.Left(ada, employee, Instant.parse("2026-11-25T12:00:00Z"));
        return CloudEventCodec.encode(
                WorkerEvent.FAMILY, new Envelope<>("urn:mandate:lifecycle", id, Instant.now(), left, null));
    }

    private void send(WireRecord record) {
        lifecycle.send(KafkaRecords.toSend(TopicCatalogue.LIFECYCLE_WORKERS.name(), 1, record));
    }

    private long taken(String employee) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("SELECT count(*) FROM taken WHERE employee_id = ?")) {
            query.setString(1, employee);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static String origin(ConsumerRecord<byte[], byte[]> letter) {
        return header(letter, DeadLetter.ORIGIN);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static ReplayEvent told(ConsumerRecord<byte[], byte[]> fact) throws Unreadable {
        return CloudEventCodec.decode(ReplayEvent.FAMILY, KafkaRecords.wire(fact))
                .data();
    }
}
