package dev.mandate.authz.sessions;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.messaging.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows a topic of facts from some time ago on: all partitions, no group, each replica for itself. */
final class FactReader<E> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FactReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long BETWEEN_MARKS = Duration.ofSeconds(1).toNanos();

    /** The broker waits for company, so that a busy topic isn't asked for each record, and a lone one comes soon all the same. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "max.poll.records",
            2000,
            "fetch.min.bytes",
            32 * 1024,
            "fetch.max.wait.ms",
            15,
            "reconnect.backoff.max.ms",
            2000);

    /** What to do with what is read. Called on the reader's thread. */
    interface Taker {
        void take(ConsumerRecord<byte[], byte[]> record, boolean live);

        /** Everything since this instant, and up to now, is about to be told. */
        void from(Instant since);

        /** All that was there at the start has been told. */
        default void caughtUp() {}

        /** About once a second. */
        default void tick() {}
    }

    private final String topic;
    private final List<TopicPartition> partitions;
    private final KafkaClients clients;
    private final InstantSource clock;
    private final BooleanSupplier ready;
    private final Taker taker;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private volatile boolean closed;
    private volatile boolean caughtUp;
    private volatile Instant completeUntil = Instant.EPOCH;

    /** How far the topic went at an instant. */
    private record Mark(Map<TopicPartition, Long> ends, Instant at) {
        boolean reached(Map<TopicPartition, Long> positions) {
            return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
        }
    }

    /** @param ready true once everything is known that records are to be understood by */
    FactReader(EventFamily<E> family, KafkaClients clients, InstantSource clock, BooleanSupplier ready, Taker taker) {
        this.topic = family.topic().name();
        this.partitions = IntStream.range(0, family.topic().partitions())
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        this.clients = clients;
        this.clock = clock;
        this.ready = ready;
        this.taker = taker;
    }

    void start(Duration lookBack) {
        var thread = new Thread(() -> run(lookBack), "facts-" + topic);
        thread.setDaemon(true);
        thread.start();
    }

    String topic() {
        return topic;
    }

    boolean caughtUp() {
        return caughtUp;
    }

    /** Everything that was on the topic at this instant has been taken. */
    Instant completeUntil() {
        return completeUntil;
    }

    @Override
    public void close() {
        closed = true;
        var consumer = reading;
        if (consumer != null) consumer.wakeup();
    }

    private void run(Duration lookBack) {
        while (!closed && !ready.getAsBoolean()) pause(POLL);
        while (!closed) {
            try (var consumer = clients.reader(SETTINGS)) {
                reading = consumer;
                consumer.assign(partitions);
                seek(consumer, lookBack);
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debugf("%s is not read any more", topic);
            } catch (RuntimeException e) {
                if (!closed) LOG.errorf(e, "%s can't be read, trying again", topic);
            }
            if (!closed) pause(AFTER_FAILURE);
        }
    }

    private void seek(Consumer<byte[], byte[]> consumer, Duration lookBack) {
        if (positions.isEmpty()) {
            var since = clock.instant().minus(lookBack);
            var times = new HashMap<TopicPartition, Long>();
            for (var partition : partitions) times.put(partition, since.toEpochMilli());
            var found = consumer.offsetsForTimes(times);
            var ends = consumer.endOffsets(partitions);
            for (var partition : partitions) {
                var start = found.get(partition);
                positions.put(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
            }
            taker.from(since);
        }
        positions.forEach(consumer::seek);
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        var mark = new Mark(consumer.endOffsets(partitions), clock.instant());
        var marked = System.nanoTime();
        while (!closed) {
            consumer.poll(POLL).forEach(record -> taker.take(record, caughtUp));
            for (var partition : partitions) positions.put(partition, consumer.position(partition));
            if (mark.reached(positions)) {
                completeUntil = mark.at();
                if (!caughtUp) {
                    taker.caughtUp();
                    caughtUp = true;
                }
            }
            if (!mark.reached(positions) || System.nanoTime() - marked < BETWEEN_MARKS) continue;
            mark = next(consumer, mark);
            marked = System.nanoTime();
            taker.tick();
        }
    }

    private Mark next(Consumer<byte[], byte[]> consumer, Mark before) {
        var at = clock.instant();
        try {
            return new Mark(consumer.endOffsets(partitions, PATIENCE), at);
        } catch (TimeoutException e) {
            LOG.debugf("the end of %s is unknown for the moment", topic);
            return before;
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
