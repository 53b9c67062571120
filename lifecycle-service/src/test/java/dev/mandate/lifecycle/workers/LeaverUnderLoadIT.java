package dev.mandate.lifecycle.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.lifecycle.HrSystem;
import dev.mandate.lifecycle.LifecycleStory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/**
 * A full sync that repeats what is known must not stand in a leaver's way: he is out while most of it is unread, however fast it is read.
 * {@code -Dmandate.test.syncs=10} plays it with a hundred thousand events.
 */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "lifecycle"))
class LeaverUnderLoadIT extends LifecycleStory {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int WORKERS = 10_000;
    private static final int SYNCS = Integer.getInteger("mandate.test.syncs", 3);

    @Test
    void a_leaver_is_out_while_most_of_a_sync_of_what_is_known_is_unread() {
        var run = HrSystem.newEmployee();
        var joining = System.nanoTime();
        for (int i = 0; i < WORKERS; i++) hr.joined(run + "-" + i, START, "load");
        hr.flush();
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> lag() == 0);
        System.out.printf("measured: %,d joiners in %.1f s%n", WORKERS, seconds(joining));
        var leaver = run + "-" + (WORKERS - 1);
        var identity = identityOf(leaver);
        access.records();

        var sync = System.nanoTime();
        for (int round = 1; round <= SYNCS; round++)
            for (int i = 0; i < WORKERS; i++)
                hr.send(new HrEvent.Moved(run + "-" + i, START.plusSeconds(round), round, HrSystem.in("load")));
        hr.flush();
        System.out.printf("measured: sent the sync in %.1f s, %,d still to read%n", seconds(sync), lag());
        var left = System.nanoTime();
        hr.left(leaver, START.plusSeconds(1_000));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> access.events(AccessState.FAMILY, identity).stream()
                        .anyMatch(state -> state.employment() == Employment.ENDED));
        var unread = lag();
        System.out.printf(
                "measured: leaver out after %.2f s, with %,d unread before the other lane%n", seconds(left), unread);
        assertThat(unread).as("still to read").isGreaterThan(WORKERS * SYNCS / 2);

        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> lag() == 0);
        System.out.printf("measured: %,d unchanged events in %.1f s%n", WORKERS * SYNCS, seconds(sync));
        assertThat(access.events(AccessState.FAMILY, identity)).hasSize(2);
        assertThat(access.events(AccessState.FAMILY, identityOf(run + "-0"))).hasSize(1);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** What the group of all events has not acknowledged yet. */
    private static long lag() {
        var config = new HashMap<>(Platform.shared().kafkaClientConfig("lifecycle"));
        config.put("group.id", "lifecycle-workers");
        config.put("enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = java.util.stream.IntStream.range(0, 4)
                    .mapToObj(partition -> new TopicPartition(HrSystem.TOPIC, partition))
                    .collect(java.util.stream.Collectors.toSet());
            var committed = consumer.committed(partitions);
            return consumer.endOffsets(partitions).entrySet().stream()
                    .mapToLong(end -> end.getValue() - offset(committed.get(end.getKey())))
                    .sum();
        }
    }

    private static long offset(OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }
}
