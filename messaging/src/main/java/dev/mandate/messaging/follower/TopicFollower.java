package dev.mandate.messaging.follower;

import static org.apache.kafka.clients.consumer.ConsumerConfig.DEFAULT_FETCH_MAX_WAIT_MS;
import static org.apache.kafka.clients.consumer.ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG;

import dev.mandate.events.topics.Topic;
import dev.mandate.messaging.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows a topic from its beginning or from some time ago on: all partitions, no group, each replica for itself. After a failure
 * it goes on where it was; what was read by then and not told to its end is told again.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    /** It ends with the first record that comes, or when it is stopped. */
    private static final Duration POLL = Duration.ofMinutes(1);
    /** While it matters what the topic's end is, which may be reached without a record. */
    private static final Duration POLL_TO_THE_END = Duration.ofMillis(500);

    /** For the broker's own work. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** More of them than this don't wait for company. */
    private static final int COMPANY = 500;

    private static final long BETWEEN_MARKS = Duration.ofSeconds(1).toNanos();

    /** What to do with what is read. Called on the follower's thread. */
    public interface Taker {
        /** @param live it came after {@link #caughtUp} */
        void take(ConsumerRecord<byte[], byte[]> record, boolean live);

        /** Records have been told, and the next are about to be read. */
        default void told() {}

        /** Everything since this instant, and up to now, is about to be told; not called where reading starts at the beginning. */
        default void from(Instant since) {}

        /** All that was there at the start has been told. Once, whatever fails later. */
        default void caughtUp() {}

        /** About once a second, where marks are asked for. */
        default void tick() {}
    }

    /**
     * What is followed, and how.
     *
     * @param settings of the consumer
     * @param marks the broker is asked once a second how far the topic goes, so that {@link #completeUntil} is known
     * @param ready true once everything is known that records are to be understood by; nothing is read before
     * @param gather how long is waited after some records for more, so that a busy topic isn't asked for each; a lone one comes at once
     */
    public record Following(
            Topic topic, Map<String, Object> settings, boolean marks, BooleanSupplier ready, Duration gather) {
        public Following {
            settings = Map.copyOf(settings);
        }

        /** Without waiting for more. */
        public Following(Topic topic, Map<String, Object> settings, boolean marks, BooleanSupplier ready) {
            this(topic, settings, marks, ready, Duration.ZERO);
        }
    }

    private final Following following;
    private final InstantSource clock;
    private final Taker taker;
    private final ReadingThread thread;
    private final Duration patience;

    private @Nullable Duration lookBack;
    private volatile Map<TopicPartition, Long> positions = Map.of();

    private volatile boolean caughtUp;
    private volatile Instant completeUntil = Instant.EPOCH;
    private volatile long lag;

    public TopicFollower(Following following, KafkaClients clients, InstantSource clock, Taker taker) {
        this.following = following;
        this.clock = clock;
        this.taker = taker;
        this.patience = PATIENCE.plus(longestFetch(following.settings()));
        this.thread = new ReadingThread(
                "follower-" + following.topic().name(), () -> clients.reader(following.settings()), this::read);
    }

    /** A broker answers one after the other what comes on a connection: how far the topic goes it says after it has no record to give. */
    private static Duration longestFetch(Map<String, Object> settings) {
        var set = settings.getOrDefault(FETCH_MAX_WAIT_MS_CONFIG, DEFAULT_FETCH_MAX_WAIT_MS);
        return Duration.ofMillis(Long.parseLong(set.toString()));
    }

    /** From the beginning, in a thread of its own; nothing happens if it has been started. */
    public void start() {
        thread.start();
    }

    /** From some time ago on. */
    public void start(Duration lookBack) {
        this.lookBack = lookBack;
        thread.start();
    }

    public String topic() {
        return following.topic().name();
    }

    /** True once everything that was on the topic at the start has been taken. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Everything that was on the topic at this instant has been taken; of the start where no marks are asked for. */
    public Instant completeUntil() {
        return completeUntil;
    }

    /** Everything of the partition before this offset has been taken; negative while nothing was read. */
    public long position(int partition) {
        return positions.getOrDefault(new TopicPartition(topic(), partition), -1L);
    }

    /** Records that are on the topic and not taken yet, as of the last poll. */
    public long lag() {
        return lag;
    }

    /** What is being taken may go on for a moment. */
    @Override
    public void close() {
        thread.stopAtOnce();
    }

    private void read(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        while (!following.ready().getAsBoolean()) thread.pause(LOOK);
        var assigned = new Assignment(consumer, following.topic());
        if (positions.isEmpty() && lookBack != null) {
            var since = clock.instant().minus(lookBack);
            positions = assigned.positionsAt(since);
            taker.from(since);
        }
        assigned.seek(positions);
        follow(consumer, assigned);
    }

    private void follow(Consumer<byte[], byte[]> consumer, Assignment assigned) throws InterruptedException {
        var mark = new Mark(assigned.ends(), clock.instant());
        var marked = System.nanoTime();
        while (!thread.stopped()) {
            var records = consumer.poll(caughtUp && !following.marks() ? POLL : POLL_TO_THE_END);
            records.forEach(record -> taker.take(record, caughtUp));
            if (!records.isEmpty()) taker.told();
            positions = assigned.positions();
            lag = assigned.lag();
            var some = caughtUp && !records.isEmpty() && records.count() < COMPANY;
            if (some && !following.gather().isZero()) thread.pause(following.gather());
            if (!mark.reached(positions)) continue;
            reached(mark);
            if (!following.marks() || System.nanoTime() - marked < BETWEEN_MARKS) continue;
            mark = next(assigned, mark);
            marked = System.nanoTime();
            taker.tick();
        }
    }

    private void reached(Mark mark) {
        completeUntil = mark.at();
        if (caughtUp) return;
        taker.caughtUp();
        caughtUp = true;
    }

    private Mark next(Assignment assigned, Mark before) {
        var at = clock.instant();
        try {
            return new Mark(assigned.ends(patience), at);
        } catch (TimeoutException e) {
            LOG.debugf("the end of %s is unknown for the moment", topic());
            return before;
        }
    }
}
