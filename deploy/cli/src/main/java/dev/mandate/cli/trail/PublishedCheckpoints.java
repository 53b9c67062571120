package dev.mandate.cli.trail;

import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.events.audit.CheckpointEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Checkpoints as they stand on {@code audit.checkpoints.v1}, read as its operator. */
final class PublishedCheckpoints {
    private PublishedCheckpoints() {}

    static List<String> on(KafkaAccess kafka) {
        return kafka.all(Account.OPERATOR, TopicCatalogue.AUDIT_CHECKPOINTS.name()).stream()
                .map(PublishedCheckpoints::note)
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }

    /** What can't be read is held against the trail too, and is told as no checkpoint of it. */
    private static String note(ConsumerRecord<byte[], byte[]> record) {
        try {
            return CloudEventCodec.decode(CheckpointEvent.FAMILY, KafkaRecords.wire(record))
                                    .data()
                            instanceof CheckpointEvent.Signed signed
                    ? signed.note()
                    : "";
        } catch (Unreadable e) {
            return "";
        }
    }
}
