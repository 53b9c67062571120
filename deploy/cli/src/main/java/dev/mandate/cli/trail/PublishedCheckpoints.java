package dev.mandate.cli.trail;

import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.events.audit.CheckpointEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Checkpoints as they stand on {@code audit.checkpoints.v1}, read as its operator. */
final class PublishedCheckpoints {
    private PublishedCheckpoints() {}

    static void on(KafkaAccess kafka, Consumer<String> notes) {
        kafka.all(Account.OPERATOR, TopicCatalogue.AUDIT_CHECKPOINTS.name(), record -> notes.accept(note(record)));
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
