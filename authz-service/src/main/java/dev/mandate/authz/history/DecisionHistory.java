package dev.mandate.authz.history;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.kafka.KafkaRecords;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Reads {@code authz.decisions.v1} from some time ago until now. Blocks; not for an event loop. */
@ApplicationScoped
class DecisionHistory {
    /** Records that one question may read; of more, the newest. */
    static final int MOST = 200_000;

    private static final Logger LOG = Logger.getLogger(DecisionHistory.class);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final KafkaClients clients;
    private final InstantSource clock;

    DecisionHistory(KafkaClients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * Tells each decision, in order within a session.
     *
     * @return false if there were more than could be read, or they took too long
     */
    boolean read(Duration back, Consumer<DecisionEvent.Decided> each) {
        var topic = DecisionEvent.FAMILY.topic();
        var partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number))
                .toList();
        var deadline = clock.instant().plus(LONGEST);
        try (var consumer = clients.reader(Map.of("max.poll.records", 5000))) {
            consumer.assign(partitions);
            var since = new HashMap<TopicPartition, Long>();
            for (var partition : partitions)
                since.put(partition, clock.instant().minus(back).toEpochMilli());
            var starts = consumer.offsetsForTimes(since);
            var ends = consumer.endOffsets(partitions);
            var whole = true;
            for (var partition : partitions) {
                var start = starts.get(partition);
                var end = ends.getOrDefault(partition, 0L);
                var from = start == null ? end : start.offset();
                var kept = Math.max(from, end - MOST / partitions.size());
                whole &= kept == from;
                consumer.seek(partition, kept);
            }
            while (!partitions.stream().allMatch(at -> consumer.position(at) >= ends.getOrDefault(at, 0L))) {
                if (clock.instant().isAfter(deadline)) return false;
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    try {
                        var event = CloudEventCodec.decode(DecisionEvent.FAMILY, KafkaRecords.wire(record))
                                .data();
                        if (event instanceof DecisionEvent.Decided decided) each.accept(decided);
                    } catch (Unreadable e) {
                        LOG.warnf("a past decision can't be read: %s", e.getMessage());
                    }
                });
            }
            return whole;
        }
    }

    /** Of every list that goes into an answer, no more than fit into one. */
    static <T> List<T> some(List<T> all, int most) {
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }
}
