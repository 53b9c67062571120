package dev.mandate.messaging.follower;

import dev.mandate.events.topics.Topic;
import dev.mandate.messaging.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows a topic in a consumer group, one record after another: the group's position moves on only when a record has been taken,
 * so that a restart loses none. It may repeat one.
 */
public final class GroupFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LAST_RECORD = Duration.ofSeconds(15);
    private static final Duration BESIDE_PAUSES = Duration.ofMinutes(10);

    /** What to do with what is read. Called on the follower's thread. */
    public interface Taker {
        /** @throws InterruptedException if it was stopped before the record was taken */
        void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
    }

    private final String topic;
    private final Taker taker;
    private final ReadingThread thread;

    /**
     * @param group new ones begin at the beginning
     * @param longest pauses that one record can take, so that the broker doesn't think that nobody is there
     */
    public GroupFollower(String group, Topic topic, Duration longest, KafkaClients clients, Taker taker) {
        this.topic = topic.name();
        this.taker = taker;
        var settings = new HashMap<String, Object>();
        settings.put("group.id", group);
        settings.put("max.poll.records", 1);
        settings.put(
                "max.poll.interval.ms",
                Math.toIntExact(longest.plus(BESIDE_PAUSES).toMillis()));
        this.thread = new ReadingThread(group, () -> clients.reader(Map.copyOf(settings)), this::read);
    }

    public void start() {
        thread.start();
    }

    /** For the taker. @throws InterruptedException if the follower is stopped, now or meanwhile */
    public void pause(Duration time) throws InterruptedException {
        thread.pause(time);
    }

    /** What is being taken is taken and its position kept, so that a restart doesn't repeat it; for that it waits a while. */
    @Override
    public void close() {
        thread.stop();
        thread.await(LAST_RECORD);
    }

    private void read(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        consumer.subscribe(List.of(topic));
        while (!thread.stopped()) {
            var records = consumer.poll(POLL);
            for (var record : records) {
                taker.take(record);
                consumer.commitSync();
            }
            // An end of a transaction, which is no record and would stay as a lag.
            if (records.isEmpty() && !records.nextOffsets().isEmpty()) consumer.commitSync();
        }
    }
}
