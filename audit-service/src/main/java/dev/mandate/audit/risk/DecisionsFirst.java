package dev.mandate.audit.risk;

import dev.mandate.audit.risk.attestation.Attestations;
import dev.mandate.events.topics.TopicCatalogue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The wall clock, and for decisions a little before: of what a task holds, Streams hands out the earliest first, so that an
 * action seldom has to wait for its decision. No record's own time decides anything.
 */
public final class DecisionsFirst implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long now = System.currentTimeMillis();
        return record.topic().equals(TopicCatalogue.AUTHZ_DECISIONS.name())
                ? now - Attestations.PATIENCE.toMillis()
                : now;
    }
}
