package dev.mandate.audit.engine.job;

import dev.mandate.events.topics.TopicCatalogue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The wall clock, and for decisions always a moment before it: of what a task holds, Streams hands out the earliest first, so that
 * an action seldom has to wait for its decision, however long either of them has been at hand. No record's own time decides anything.
 */
public final class DecisionsFirst implements TimestampExtractor {
    /** Not nought: it becomes the time of what stores keep of a decision, and topics are cut into segments by time. */
    private static final long BEGUN = System.currentTimeMillis();

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.topic().equals(TopicCatalogue.AUTHZ_DECISIONS.name())
                ? BEGUN
                : Math.max(BEGUN + 1, System.currentTimeMillis());
    }
}
