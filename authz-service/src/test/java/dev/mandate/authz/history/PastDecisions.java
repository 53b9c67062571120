package dev.mandate.authz.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.authz.sessions.SessionDecisions;
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.messaging.kafka.KafkaClients;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A topic of decisions, all of one session, that can be out of reach. */
final class PastDecisions extends KafkaClients {
    private static final SessionId SESSION = new SessionId("del_task");

    private List<DecisionEvent> held = List.of();
    private boolean away;
    private CountDownLatch answers = new CountDownLatch(0);

    PastDecisions() {
        super(Map.of());
    }

    static Decided allow(Logged logged) {
        return SessionDecisions.decided(
                SESSION, DecisionId.next(), Instant.now(), "mail.send", Map.of(), true, null, logged);
    }

    static Withheld withheld(Decided allow) {
        return new Withheld(allow.decision(), allow.at(), SESSION);
    }

    void holds(DecisionEvent... events) {
        held = List.of(events);
    }

    void away() {
        away = true;
    }

    /** Whoever reads waits until it is {@link #quick}. */
    void slow() {
        answers = new CountDownLatch(1);
    }

    void quick() {
        answers.countDown();
    }

    @Override
    public Consumer<byte[], byte[]> reader(Map<String, Object> settings) {
        var reader = new MockConsumer<byte[], byte[]>("earliest") {
            @Override
            public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> since) {
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                if (away) throw new TimeoutException("no broker");
                var starts = new HashMap<TopicPartition, OffsetAndTimestamp>();
                since.forEach((partition, time) -> starts.put(partition, new OffsetAndTimestamp(0, time)));
                return starts;
            }
        };
        var topic = DecisionEvent.FAMILY.topic();
        for (int partition = 0; partition < topic.partitions(); partition++)
            reader.updateEndOffsets(
                    Map.of(new TopicPartition(topic.name(), partition), partition == 0 ? (long) held.size() : 0L));
        reader.schedulePollTask(() -> {
            for (int offset = 0; offset < held.size(); offset++) reader.addRecord(record(offset, held.get(offset)));
        });
        return reader;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, DecisionEvent event) {
        var id = event instanceof Decided one ? one.decision().value() : ((Withheld) event).decision() + "/withheld";
        var wire = CloudEventCodec.encode(
                DecisionEvent.FAMILY, new Envelope<>("urn:mandate:test", id, event.at(), event, null));
        var record = new ConsumerRecord<>(DecisionEvent.FAMILY.topic().name(), 0, offset, wire.key(), wire.value());
        wire.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }
}
