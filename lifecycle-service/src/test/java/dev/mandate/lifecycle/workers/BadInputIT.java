package dev.mandate.lifecycle.workers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.lifecycle.HrSystem;
import dev.mandate.lifecycle.LifecycleStory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "lifecycle"))
class BadInputIT extends LifecycleStory {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final String ada = HrSystem.newEmployee();

    @Test
    void a_duplicate_changes_nothing_and_a_conflicting_one_is_a_dead_letter() {
        var id = UUID.randomUUID().toString();
        hr.joined(ada, START, "sales");
        hr.send(id, new HrEvent.Moved(ada, START.plusSeconds(1), 7, HrSystem.in("finance")));
        hr.send(id, new HrEvent.Moved(ada, START.plusSeconds(1), 7, HrSystem.in("finance")));
        hr.send(id, new HrEvent.Moved(ada, START.plusSeconds(1), 7, HrSystem.in("support")));
        hr.moved(ada, START.plusSeconds(2), "engineering");
        var last = accessOf(ada, state -> state.attributes().department().equals("engineering"));
        assertThat(accessHistory(ada))
                .noneMatch(state -> state.attributes().department().equals("support"));
        assertThat(last.revision()).isLessThanOrEqualTo(3);
        var letter = eventually(() -> letterFor(ada, "conflicting_duplicate"), found -> found != null);
        assertThat(new String(letter.value(), UTF_8)).contains("support");
    }

    @Test
    void another_hr_system_neither_ends_an_employment_nor_takes_it_over() {
        hr.joined(ada, START, "sales");
        accessOf(ada, state -> state.employment() == Employment.ACTIVE);
        var id = UUID.randomUUID().toString();
        hr.send(HrSystem.record("urn:other:hr", id, new HrEvent.Left(ada, START.plusSeconds(1), 9)));
        hr.send(HrSystem.record(
                "urn:other:hr",
                UUID.randomUUID().toString(),
                new HrEvent.Rehired(ada, START.plusSeconds(2), 10, HrSystem.in("board"))));
        hr.moved(ada, START.plusSeconds(3), "finance");
        var moved = accessOf(ada, state -> state.attributes().department().equals("finance"));
        assertThat(moved.employment()).isEqualTo(Employment.ACTIVE);
        assertThat(moved.employmentNumber()).isEqualTo(1);
        assertThat(accessHistory(ada)).hasSize(2);
        assertThat(eventually(
                        () -> deadLetters.records().stream()
                                .filter(record -> keyIs(record, ada))
                                .toList(),
                        letters -> letters.size() == 2))
                .allSatisfy(letter -> assertThat(new String(
                                letter.headers().lastHeader(DeadLetter.MESSAGE).value(), UTF_8))
                        .contains(HrSystem.SOURCE));
    }

    @Test
    void a_mail_address_or_country_that_is_none_is_a_dead_letter_with_what_to_send_instead_and_the_next_one_counts() {
        hr.joined(ada, START, "sales");
        hr.send(new HrEvent.Moved(
                ada,
                START.plusSeconds(1),
                2,
                new WorkerAttributes("Ada", "Lovelace", "ada at acme", "board", "Analyst", "GB", null)));
        hr.send(new HrEvent.Moved(
                ada,
                START.plusSeconds(2),
                3,
                new WorkerAttributes("Ada", "Lovelace", "ada@acme.example", "board", "Analyst", "UK", null)));
        hr.moved(ada, START.plusSeconds(3), "finance");
        accessOf(ada, state -> state.attributes().department().equals("finance"));
        assertThat(accessHistory(ada))
                .noneMatch(state -> state.attributes().department().equals("board"));
        assertThat(eventually(
                        () -> deadLetters.records().stream()
                                .filter(record -> keyIs(record, ada))
                                .toList(),
                        letters -> letters.size() == 2))
                .extracting(letter -> new String(
                        letter.headers().lastHeader(DeadLetter.MESSAGE).value(), UTF_8))
                .satisfiesExactlyInAnyOrder(
                        said -> assertThat(said).contains("email must be a mail address"),
                        said -> assertThat(said).contains("country must be two capital letters of ISO 3166-1"));
    }

    @Test
    void nobody_but_identity_service_says_that_a_directory_has_ended_somebody() {
        hr.joined(ada, START, "sales");
        accessOf(ada, state -> state.employment() == Employment.ACTIVE);
        var ended = new HrEvent.Deprovisioned(ada, START.plusSeconds(1), 2);
        hr.send(HrSystem.record("urn:other:hr", UUID.randomUUID().toString(), ended));
        eventually(() -> letterFor(ada, "refused"), found -> found != null);
        hr.moved(ada, START.plusSeconds(3), "finance");
        assertThat(accessOf(ada, state -> state.attributes().department().equals("finance"))
                        .employment())
                .isEqualTo(Employment.ACTIVE);
    }

    @Test
    void nobody_takes_over_an_id_and_only_identity_service_brings_one() {
        hr.joined(ada, START, "sales");
        var hers =
                accessOf(ada, state -> state.employment() == Employment.ACTIVE).identity();
        var scim = "urn:mandate:identity:scim:cli_directory";
        for (var source : List.of(scim, "urn:other:hr")) {
            var employee = HrSystem.newEmployee();
            var joined = new HrEvent.Joined(employee, START, 1, HrSystem.in("board"), hers);
            hr.send(HrSystem.record(source, UUID.randomUUID().toString(), joined));
            eventually(() -> letterFor(employee, "refused"), found -> found != null);
        }
        var another = new HrEvent.Joined(ada, START.plusSeconds(1), 2, HrSystem.in("board"), IdentityId.nextPerson());
        hr.send(HrSystem.record(scim, UUID.randomUUID().toString(), another));
        eventually(() -> letterFor(ada, "refused"), found -> found != null);
        hr.moved(ada, START.plusSeconds(3), "finance");
        assertThat(accessOf(ada, state -> state.attributes().department().equals("finance"))
                        .identity())
                .isEqualTo(hers);
    }

    @Test
    void what_can_not_be_read_is_kept_whole_with_the_reason_and_the_partition_moves_on() {
        var good = HrSystem.record("x", new HrEvent.Joined(ada, START, 1, HrSystem.in("sales")));
        var key = ada.getBytes(UTF_8);
        hr.send(HrSystem.record(key, headers("hr.worker.joined.v1"), "{not json".getBytes(UTF_8)));
        hr.send(HrSystem.record(key, headers("hr.worker.promoted.v1"), good.value()));
        hr.send(HrSystem.record(key, headers("hr.worker.joined.v1"), "{\"employeeId\":7}".getBytes(UTF_8)));
        hr.send(HrSystem.record(key, headers("hr.worker.joined.v1"), new byte[70 * 1024]));
        hr.send(HrSystem.record(key, Map.of(), good.value()));
        hr.send(HrSystem.record(key, headers("hr.worker.left.v1"), "nonsense".getBytes(UTF_8)));
        hr.send(new ProducerRecord<>(
                HrSystem.TOPIC, partitionOf(good), "other".getBytes(UTF_8), good.value(), good.headers()));
        hr.joined(ada, START.plusSeconds(5), "finance");
        accessOf(ada, state -> state.attributes().department().equals("finance"));
        for (var reason : List.of("malformed", "unknown_type", "wrong_shape", "oversized", "missing_attribute"))
            eventually(() -> letterFor(ada, reason), found -> found != null);
        eventually(() -> letterFor("other", "wrong_key"), found -> found != null);
        assertThat(letterFor(ada, "oversized").value()).hasSize(70 * 1024);
        assertThat(deadLetters.records().stream().filter(record -> keyIs(record, ada)))
                .as("the express lane leaves what it can't read to the other")
                .hasSize(6);
    }

    @Test
    void a_thousand_mutated_records_do_not_stop_the_consumer() {
        var seed = System.nanoTime();
        System.out.println("measured: mutation seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 1_000; i++) hr.send(mutated(random, i));
        hr.joined(ada, START, "sales");
        accessOf(ada, state -> state.employment() == Employment.ACTIVE);
    }

    private static ProducerRecord<byte[], byte[]> mutated(Random random, int i) {
        var employee = "mut-" + random.nextInt(50);
        var event = random.nextBoolean()
                ? new HrEvent.Joined(employee, START.plusSeconds(i), i, HrSystem.in("sales"))
                : new HrEvent.Left(employee, START.plusSeconds(i), i);
        var record = HrSystem.record("mut-" + random.nextInt(900), event);
        var value = record.value().clone();
        switch (random.nextInt(6)) {
            case 0 -> value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            case 1 -> value = java.util.Arrays.copyOf(value, random.nextInt(value.length));
            case 2 ->
                value = new String(value, UTF_8).replace("Ada", "A\\u0000a").getBytes(UTF_8);
            case 3 ->
                record.headers()
                        .remove(List.of("ce_id", "ce_type", "ce_time", "ce_source")
                                .get(random.nextInt(4)));
            case 4 ->
                value = new String(value, UTF_8).replace("2026", "+999999999").getBytes(UTF_8);
            default -> random.nextBytes(value);
        }
        return new ProducerRecord<>(HrSystem.TOPIC, null, record.key(), value, record.headers());
    }

    private static Map<String, String> headers(String type) {
        var headers = new HashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", UUID.randomUUID().toString());
        headers.put("ce_source", HrSystem.SOURCE);
        headers.put("ce_type", type);
        headers.put("ce_time", START.toString());
        return headers;
    }

    private static int partitionOf(ProducerRecord<byte[], byte[]> record) {
        return Math.floorMod(org.apache.kafka.common.utils.Utils.murmur2(record.key()) & 0x7fffffff, 4);
    }

    private ConsumerRecord<byte[], byte[]> letterFor(String key, String reason) {
        return deadLetters.records().stream()
                .filter(record -> keyIs(record, key))
                .filter(record -> reason.equals(new String(
                        record.headers().lastHeader(DeadLetter.REASON).value(), UTF_8)))
                .findFirst()
                .orElse(null);
    }

    private static boolean keyIs(ConsumerRecord<byte[], byte[]> record, String key) {
        return record.key() != null && key.equals(new String(record.key(), UTF_8));
    }
}
