package dev.mandate.audit.engine.records;

import org.apache.kafka.clients.producer.ProducerRecord;

/** What the job's producer says of a record. */
public final class Bounded {
    private Bounded() {}

    /** @throws org.apache.kafka.common.errors.RecordTooLargeException if nobody could read it */
    public static void require(ProducerRecord<byte[], byte[]> record) {
        BoundedProducer.requireBounded(record);
    }
}
