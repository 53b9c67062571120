package dev.mandate.messaging.projection;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a compacted topic from its beginning and follows it, all partitions in every replica.
 *
 * @param <E> the state
 */
public final class StateProjection<E extends StateRecord> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StateProjection.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Map<String, Object> SETTINGS =
            Map.of("max.poll.records", 2000, "fetch.max.wait.ms", 50, "reconnect.backoff.max.ms", 2000);

    private final String topic;
    private final List<TopicPartition> partitions;
    private final Revisions<E> revisions;
    private final KafkaClients clients;
    private final Thread thread;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Instant> marks = new HashMap<>();

    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private volatile boolean closed;
    private volatile boolean caughtUp;
    private volatile Instant completeUntil = Instant.EPOCH;
    private volatile long lag;

    StateProjection(EventFamily<E> family, Revisions<E> revisions, KafkaClients clients) {
        this.topic = family.topic().name();
        this.partitions = IntStream.range(0, family.topic().partitions())
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        this.revisions = revisions;
        this.clients = clients;
        this.thread = new Thread(this::run, "projection-" + topic);
        thread.setDaemon(true);
    }

    /** Begins to read, in a thread of its own. */
    public void start() {
        thread.start();
    }

    public String topic() {
        return topic;
    }

    /** True once everything that was on the topic at the start has been applied. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /**
     * Everything that the owner committed before this instant is applied here; the least of all partitions,
     * {@link Instant#EPOCH} while one of them has not said.
     */
    public Instant completeUntil() {
        return completeUntil;
    }

    /**
     * What the owner committed before {@code asked} of this key is applied here: at least this revision of it; or, of a key that nothing
     * is known of, such as one that was deleted and forgotten, everything up to then.
     */
    public boolean reached(String key, long revision, Instant asked) {
        var known = revisions.of(key);
        return known >= revision || (known == 0 && !completeUntil.isBefore(asked));
    }

    /** Runs it on the thread of this projection whenever something has been applied; it must not hold it up. */
    public void whenever(Runnable applied) {
        watchers.add(applied);
    }

    /** Records that are on the topic and not applied yet, as of the last poll. */
    public long lag() {
        return lag;
    }

    @Override
    public void close() {
        closed = true;
        var consumer = reading;
        if (consumer != null) consumer.wakeup();
    }

    private void run() {
        while (!closed) {
            try (var consumer = clients.reader(SETTINGS)) {
                reading = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debugf("%s is not read any more", topic);
            } catch (RuntimeException e) {
                if (!closed) LOG.errorf(e, "%s can't be read, trying again", topic);
            }
            if (!closed) pause();
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        consumer.assign(partitions);
        for (var partition : partitions) {
            var position = positions.get(partition);
            if (position == null) consumer.seekToBeginning(List.of(partition));
            else consumer.seek(partition, position);
        }
        var ends = consumer.endOffsets(partitions);
        while (!closed) {
            var records = consumer.poll(POLL);
            records.forEach(this::take);
            if (!records.isEmpty()) watchers.forEach(Runnable::run);
            for (var partition : partitions) positions.put(partition, consumer.position(partition));
            if (!caughtUp) {
                caughtUp = partitions.stream()
                        .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            }
            lag = partitions.stream()
                    .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                    .sum();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        var wire = KafkaRecords.wire(record);
        if (!CloudEventCodec.isCompleteUntil(wire)) {
            revisions.take(record);
            return;
        }
        try {
            marks.put(
                    new TopicPartition(record.topic(), record.partition()),
                    CloudEventCodec.decodeCompleteUntil(wire).completeUntil());
            if (marks.size() == partitions.size()) {
                completeUntil = marks.values().stream().min(Instant::compareTo).orElse(Instant.EPOCH);
            }
        } catch (Unreadable e) {
            LOG.warnf("%s/%d has an unreadable freshness marker: %s", topic, record.partition(), e.getMessage());
        }
    }

    private void pause() {
        try {
            Thread.sleep(AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
