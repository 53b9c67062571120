package dev.mandate.authz.organisation;

import dev.mandate.embedded.Platform;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.ids.SessionId;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What is on {@code agent.actions.v1}, as an auditor reads it. */
public final class ToldActions implements AutoCloseable {
    private final Consumer<byte[], byte[]> reader =
            new KafkaClients(Platform.shared().kafkaClientConfig("audit")).reader(Map.of());
    private final List<ToolCalled> read = new ArrayList<>();
    private final List<ModelUsed> used = new ArrayList<>();

    public ToldActions() {
        var topic = ActionEvent.FAMILY.topic();
        var partitions = new ArrayList<TopicPartition>();
        for (var partition = 0; partition < topic.partitions(); partition++)
            partitions.add(new TopicPartition(topic.name(), partition));
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
    }

    /** The last one of the session that is there now: nobody waits for what may come. */
    public ToolCalled of(SessionId session) {
        var all = all(session);
        if (all.isEmpty()) throw new AssertionError("nothing is told of " + session);
        return all.get(all.size() - 1);
    }

    public synchronized List<ToolCalled> all(SessionId session) {
        var ends = reader.endOffsets(reader.assignment());
        while (ends.keySet().stream().anyMatch(partition -> reader.position(partition) < ends.get(partition)))
            reader.poll(Duration.ofMillis(100)).forEach(this::take);
        return read.stream().filter(called -> called.session().equals(session)).toList();
    }

    /** Uses of models that are told of the session by now. */
    public synchronized List<ModelUsed> models(SessionId session) {
        all(session);
        return used.stream().filter(one -> one.session().equals(session)).toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            var event = CloudEventCodec.decode(ActionEvent.FAMILY, KafkaRecords.wire(record))
                    .data();
            if (event instanceof ToolCalled called) read.add(called);
            if (event instanceof ModelUsed one) used.add(one);
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public synchronized void close() {
        reader.close();
    }
}
