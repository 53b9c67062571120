package dev.mandate.messaging.projection;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.follower.TopicFollower;
import dev.mandate.messaging.follower.TopicFollower.Following;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Reads a compacted topic from its beginning and follows it, all partitions in every replica.
 *
 * @param <E> the state
 */
public final class StateProjection<E extends StateRecord> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StateProjection.class);
    /**
     * The owner's marks come sooner than the broker answers for want of records, so that nobody asks more often than there is something.
     * A poll hands out all that was fetched: what it left would be asked for only after that answer.
     */
    private static final Map<String, Object> SETTINGS =
            Map.of("max.poll.records", 100_000, "fetch.max.wait.ms", 6000, "reconnect.backoff.max.ms", 2000);

    private final Revisions<E> revisions;
    private final int partitions;
    private final TopicFollower follower;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final Map<Integer, Instant> marks = new HashMap<>();

    private volatile Instant completeUntil = Instant.EPOCH;

    StateProjection(EventFamily<E> family, Revisions<E> revisions, KafkaClients clients) {
        this.revisions = revisions;
        this.partitions = family.topic().partitions();
        this.follower = new TopicFollower(
                new Following(family.topic(), SETTINGS, false, () -> true),
                clients,
                InstantSource.system(),
                new TopicFollower.Taker() {
                    @Override
                    public void take(ConsumerRecord<byte[], byte[]> record, boolean live) {
                        StateProjection.this.take(record);
                    }

                    @Override
                    public void told() {
                        watchers.forEach(Runnable::run);
                    }
                });
    }

    /** Begins to read, in a thread of its own; once, however often it is called. */
    public void start() {
        follower.start();
    }

    public String topic() {
        return follower.topic();
    }

    /** True once everything that was on the topic at the start has been applied. */
    public boolean caughtUp() {
        return follower.caughtUp();
    }

    /**
     * Everything that the owner committed before this instant is applied here, by the owner's own marks; the least of all
     * partitions, {@link Instant#EPOCH} while one of them has not said.
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
        return follower.lag();
    }

    @Override
    public void close() {
        follower.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        var wire = KafkaRecords.wire(record);
        if (!CloudEventCodec.isCompleteUntil(wire)) {
            revisions.take(record);
            return;
        }
        try {
            // The last and not the latest: an owner's clock that ran ahead for a while would hide later that it stands
            // still.
            marks.put(
                    record.partition(),
                    CloudEventCodec.decodeCompleteUntil(wire).completeUntil());
            if (marks.size() == partitions)
                completeUntil = marks.values().stream().min(Instant::compareTo).orElse(Instant.EPOCH);
        } catch (Unreadable e) {
            LOG.warnf("%s/%d has an unreadable freshness marker: %s", topic(), record.partition(), e.getMessage());
        }
    }
}
