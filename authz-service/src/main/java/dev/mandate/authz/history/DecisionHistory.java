package dev.mandate.authz.history;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.messaging.follower.TopicStretch;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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
     * Tells each decision once, however often its record was sent, in order within a session.
     *
     * @return false if there were more than could be read, or they took too long
     */
    boolean read(Duration back, Consumer<Decided> each) {
        var topic = DecisionEvent.FAMILY.topic();
        var deadline = clock.instant().plus(LONGEST);
        var told = new HashSet<DecisionId>();
        try (var reader = new TopicStretch(clients, topic, Map.of("max.poll.records", 5000))) {
            var whole = reader.from(clock.instant().minus(back), MOST / topic.partitions());
            while (reader.hasMore()) {
                if (clock.instant().isAfter(deadline)) return false;
                for (var record : reader.next()) {
                    var past = decided(record);
                    if (past != null && told.add(past.decision())) each.accept(past);
                }
            }
            return whole;
        }
    }

    /** Null for what is no decision, such as a dry run, or can't be read. */
    private static @Nullable Decided decided(ConsumerRecord<byte[], byte[]> record) {
        return event(record) instanceof Decided past ? past : null;
    }

    /** Null for what can't be read. */
    static @Nullable DecisionEvent event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return CloudEventCodec.decode(DecisionEvent.FAMILY, KafkaRecords.wire(record))
                    .data();
        } catch (Unreadable e) {
            LOG.warnf("a past decision can't be read: %s", e.getMessage());
            return null;
        }
    }

    /** Of every list that goes into an answer, no more than fit into one. */
    static <T> List<T> some(List<T> all, int most) {
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }
}
