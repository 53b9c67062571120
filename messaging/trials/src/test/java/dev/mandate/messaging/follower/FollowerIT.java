package dev.mandate.messaging.follower;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.embedded.Platform;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.follower.TopicFollower.Following;
import dev.mandate.messaging.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** By the real broker, among whatever else is on the topic. */
class FollowerIT {
    private Topic topic = TopicCatalogue.IDENTITY_SIGNALS;
    private @Nullable Integer partition;
    private final String run = UUID.randomUUID().toString();
    private final KafkaClients audit = new KafkaClients(Platform.shared().kafkaClientConfig("audit"));
    private final Producer<byte[], byte[]> identity =
            new KafkaClients(Platform.shared().kafkaClientConfig("identity")).producer(Map.of());
    private final List<AutoCloseable> open = new ArrayList<>(List.of(identity));

    @AfterEach
    void close() throws Exception {
        for (var each : open) each.close();
    }

    /** What was told, of this run. */
    private class Told implements TopicFollower.Taker {
        final List<String> before = new CopyOnWriteArrayList<>();
        final List<String> live = new CopyOnWriteArrayList<>();
        volatile Instant since;

        @Override
        public void take(ConsumerRecord<byte[], byte[]> record, boolean isLive) {
            if (isOurs(record)) (isLive ? live : before).add(text(record));
        }

        @Override
        public void from(Instant start) {
            since = start;
        }
    }

    @Test
    void what_was_there_is_told_first_then_what_comes_and_how_far_all_is_known() throws Exception {
        for (var n = 0; n < 5; n++) send("before-" + n, Instant.now());
        var told = new Told();
        var follower = follower(told, () -> true);
        follower.start();
        follower.start();
        await().until(follower::caughtUp);
        assertThat(told.before).containsExactly("before-0", "before-1", "before-2", "before-3", "before-4");

        send("later", Instant.now());
        var sent = Instant.now();
        await().until(() -> follower.completeUntil().isAfter(sent));
        assertThat(told.live).containsExactly("later");
        assertThat(told.since).as("from the beginning, so there is no instant").isNull();
    }

    @Test
    void who_looks_back_is_told_nothing_older_and_since_when() throws Exception {
        isAloneOn(0);
        send("too-old", Instant.now().minus(Duration.ofHours(2)));
        send("of-now", Instant.now());
        var told = new Told();
        var follower = follower(told, () -> true);
        follower.start(Duration.ofHours(1));
        await().until(follower::caughtUp);
        assertThat(told.before).containsExactly("of-now");
        assertThat(told.since)
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(61)),
                        Instant.now().minus(Duration.ofMinutes(59)));
    }

    @Test
    void nothing_is_told_before_what_it_is_understood_by_is_known() throws Exception {
        send("waits", Instant.now());
        var ready = new AtomicBoolean();
        var told = new Told();
        var follower = follower(told, ready::get);
        follower.start();
        await().during(Duration.ofMillis(500)).until(() -> !follower.caughtUp() && told.before.isEmpty());
        ready.set(true);
        await().until(() -> told.before.contains("waits"));
    }

    @Test
    void after_a_failure_it_goes_on_with_what_was_not_told_to_its_end() throws Exception {
        var failed = new AtomicBoolean();
        var told = new Told() {
            @Override
            public void take(ConsumerRecord<byte[], byte[]> record, boolean isLive) {
                if (isOurs(record) && "second".equals(text(record)) && failed.compareAndSet(false, true))
                    throw new IllegalStateException("the first time it fails");
                super.take(record, isLive);
            }
        };
        var follower = follower(told, () -> true);
        follower.start();
        await().until(follower::caughtUp);
        send("first", Instant.now());
        await().until(() -> told.live.contains("first"));
        send("second", Instant.now());
        send("third", Instant.now());
        await().until(() -> told.live.contains("third"));
        assertThat(failed).isTrue();
        assertThat(told.live).endsWith("second", "third");
    }

    @Test
    void a_stretch_ends_where_the_topic_ended_when_reading_began() throws Exception {
        isAloneOn(1);
        send("too-old", Instant.now().minus(Duration.ofHours(2)));
        send("one", Instant.now());
        send("two", Instant.now());
        try (var stretch = new TopicStretch(audit, topic, Map.of())) {
            var whole = stretch.from(Instant.now().minus(Duration.ofHours(1)), Integer.MAX_VALUE);
            send("too-late", Instant.now());
            assertThat(ours(stretch)).containsExactly("one", "two");
            assertThat(whole).isTrue();
        }
        try (var stretch = new TopicStretch(audit, topic, Map.of())) {
            assertThat(stretch.from(Instant.now().minus(Duration.ofHours(1)), 1))
                    .as("there was more than the newest")
                    .isFalse();
            assertThat(ours(stretch)).containsExactly("too-late");
        }
    }

    @Test
    void a_group_goes_on_with_what_was_not_taken_and_repeats_nothing_that_was() throws Exception {
        for (var text : List.of("one", "two", "three")) send(text, Instant.now());
        var taken = new CopyOnWriteArrayList<String>();
        var waits = new CopyOnWriteArrayList<String>();
        var first = group(record -> {
            if ("two".equals(text(record))) {
                waits.add("two");
                return Duration.ofMinutes(5);
            }
            taken.add(text(record));
            return Duration.ZERO;
        });
        first.start();
        await().until(() -> waits.contains("two"));
        first.close();
        assertThat(taken).as("it was stopped while it waited").containsExactly("one");

        group(record -> {
                    taken.add(text(record));
                    return Duration.ZERO;
                })
                .start();
        await().until(() -> taken.contains("three"));
        assertThat(taken).containsExactly("one", "two", "three");
    }

    @Test
    void what_a_group_does_not_take_comes_again_until_it_does_and_before_what_is_behind_it() throws Exception {
        for (var text : List.of("one", "two", "three")) send(text, Instant.now());
        var came = new CopyOnWriteArrayList<String>();
        var mended = new AtomicBoolean();
        var follower = group(record -> {
            came.add(text(record));
            return "two".equals(text(record)) && !mended.get() ? Duration.ofMillis(20) : Duration.ZERO;
        });
        follower.start();
        await().until(() -> came.size() > 5);
        assertThat(came).startsWith("one", "two", "two", "two").doesNotContain("three");
        assertThat(follower.behind()).isGreaterThanOrEqualTo(2);
        mended.set(true);
        await().until(() -> came.contains("three"));
        assertThat(came).endsWith("two", "three");
        await().until(() -> follower.behind() == 0);
    }

    @Test
    void how_far_a_topic_goes_on_which_nothing_comes_is_known_however_long_its_records_are_waited_for() {
        isAloneOn(3);
        var follower = follower(new Told(), () -> true, Map.of("fetch.max.wait.ms", 5000));
        follower.start();
        await().until(follower::caughtUp);
        var asked = Instant.now();
        await().until(() -> follower.completeUntil().isAfter(asked));
    }

    /** The broker looks for the first record that isn't older: behind somebody's newer one, an old one is told too. */
    private void isAloneOn(int number) {
        topic = TopicCatalogue.IDENTITY_TOKENS;
        partition = number;
    }

    private TopicFollower follower(TopicFollower.Taker taker, BooleanSupplier ready) {
        return follower(taker, ready, Map.of());
    }

    private TopicFollower follower(TopicFollower.Taker taker, BooleanSupplier ready, Map<String, Object> settings) {
        var follower =
                new TopicFollower(new Following(topic, settings, true, ready), audit, InstantSource.system(), taker);
        open.add(follower);
        return follower;
    }

    private GroupFollower group(GroupFollower.Taker ofOurs) {
        var follower = new GroupFollower(
                "audit-follower-" + run, topic, audit, record -> isOurs(record) ? ofOurs.take(record) : Duration.ZERO);
        open.add(follower);
        return follower;
    }

    private List<String> ours(TopicStretch stretch) {
        var texts = new ArrayList<String>();
        while (stretch.hasMore()) for (var record : stretch.next()) if (isOurs(record)) texts.add(text(record));
        return texts;
    }

    /** Under one key, so that they stay in order. */
    private void send(String text, Instant at) throws Exception {
        identity.send(new ProducerRecord<>(
                        topic.name(), partition, at.toEpochMilli(), run.getBytes(UTF_8), text.getBytes(UTF_8)))
                .get();
    }

    private boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null && run.equals(new String(record.key(), UTF_8));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), UTF_8);
    }
}
