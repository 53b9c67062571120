package dev.mandate.messaging.follower;

import dev.mandate.events.topics.Topic;
import dev.mandate.messaging.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Follows a topic in a consumer group, one record after another: the group's position moves on only when a record has been taken,
 * so that a restart loses none. It may repeat one. What can't be taken now is waited for, as long as it takes, without leaving the group.
 */
public final class GroupFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LAST_RECORD = Duration.ofSeconds(15);
    private static final Duration LONGEST_TAKING = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration PASSING = Duration.ofSeconds(5);

    /** What to do with what is read. Called on the follower's thread. */
    public interface Taker {
        /**
         * Takes at most ten minutes.
         *
         * @return zero if it was taken, or how long to wait before it comes again
         * @throws InterruptedException if it was stopped before the record was taken
         */
        Duration take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;

        /** Whether it is nothing to this taker, so that its place needn't be kept at once; it comes again after a restart. */
        default boolean passes(ConsumerRecord<byte[], byte[]> record) {
            return false;
        }
    }

    private final String topic;
    private final Taker taker;
    private final ReadingThread thread;
    private volatile long behind;

    /** @param group new ones begin at the beginning */
    public GroupFollower(String group, Topic topic, KafkaClients clients, Taker taker) {
        this.topic = topic.name();
        this.taker = taker;
        Map<String, Object> settings = Map.of(
                "group.id",
                group,
                "max.poll.records",
                1,
                "max.poll.interval.ms",
                Math.toIntExact(LONGEST_TAKING.toMillis()));
        this.thread = new ReadingThread(group, () -> clients.reader(settings), this::read);
    }

    public void start() {
        thread.start();
    }

    /** How many records of the partitions that it has are not taken, as far as it knows. */
    public long behind() {
        return behind;
    }

    /** What is being taken is taken and its position kept, so that a restart doesn't repeat it; for that it waits a while. */
    @Override
    public void close() {
        thread.stop();
        thread.await(LAST_RECORD);
    }

    private void read(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        consumer.subscribe(List.of(topic));
        var kept = System.nanoTime();
        while (!thread.stopped()) {
            var records = consumer.poll(POLL);
            behind = known(consumer) + records.count();
            for (var record : records) {
                var pause = taker.take(record);
                if (pause.isZero()) {
                    if (!taker.passes(record) || System.nanoTime() - kept > PASSING.toNanos()) {
                        consumer.commitSync();
                        kept = System.nanoTime();
                    }
                    behind = known(consumer);
                } else {
                    putBack(consumer, record);
                    await(consumer, pause);
                }
            }
            // An end of a transaction, which is no record and would stay as a lag.
            if (records.isEmpty() && !records.nextOffsets().isEmpty()) consumer.commitSync();
        }
    }

    /** It asks the broker for nothing meanwhile, and stays in the group. */
    private void await(Consumer<byte[], byte[]> consumer, Duration pause) {
        var end = System.nanoTime() + pause.toNanos();
        consumer.pause(consumer.assignment());
        look(consumer);
        for (var left = pause.toNanos(); left > 0 && !thread.stopped(); left = end - System.nanoTime()) {
            // What comes is of a partition that it was given meanwhile.
            for (var record : consumer.poll(Duration.ofNanos(Math.min(left, POLL.toNanos()))))
                putBack(consumer, record);
            consumer.pause(consumer.assignment());
        }
        consumer.resume(consumer.paused());
    }

    private static void putBack(Consumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
        consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());
    }

    /** What nothing is fetched of is not known by fetching. */
    private void look(Consumer<byte[], byte[]> consumer) {
        try {
            long all = 0;
            for (var end : consumer.endOffsets(consumer.assignment(), LOOK).entrySet())
                all += Math.max(0, end.getValue() - consumer.position(end.getKey(), LOOK));
            behind = all;
        } catch (TimeoutException e) {
            behind = Math.max(behind, 1); // nobody knows how far; the record that waits is one
        }
    }

    private static long known(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }
}
