package dev.mandate.audit.engine.job;

import dev.mandate.audit.engine.attestation.WaitingAction.Arrival;
import dev.mandate.audit.engine.records.Failure;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.records.DeadLetterRecord;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** What can't be taken: it leaves as it came, for dead letters, with the reason. */
final class RefusedRecords {
    private static final System.Logger LOG = System.getLogger(RefusedRecords.class.getName());

    private final ProcessorContext<byte[], ProcessingResult> context;

    RefusedRecords(ProcessorContext<byte[], ProcessingResult> context) {
        this.context = context;
    }

    /** @throws RuntimeException the failure, if it is none of the record's own */
    void refuse(Record<byte[], byte[]> record, String topic, Arrival arrival, Throwable failure) {
        if (failure instanceof Unreadable its) {
            refuse(record, topic, arrival, its.reason(), String.valueOf(its.getMessage()));
            return;
        }
        if (!Failure.ofRecord(failure)) {
            if (failure instanceof RuntimeException its) throw its;
            throw (Error) failure;
        }
        LOG.log(
                System.Logger.Level.ERROR,
                topic + "/" + arrival.partition() + "/" + arrival.offset() + " can't be taken",
                failure);
        refuse(
                record,
                topic,
                arrival,
                Unreadable.Reason.REFUSED,
                "the risk job could not judge it: " + Failure.told(failure));
    }

    void refuse(
            Record<byte[], byte[]> record, String topic, Arrival arrival, Unreadable.Reason reason, String message) {
        var letter = new DeadLetter(
                topic,
                arrival.partition(),
                arrival.offset(),
                null,
                Instant.ofEpochMilli(context.currentSystemTimeMs()),
                reason,
                message);
        var written = DeadLetterRecord.of(record.key(), record.headers(), record.value(), letter);
        context.forward(new Record<>(
                written.key(), new ProcessingResult.Refused(written.value()), record.timestamp(), written.headers()));
    }
}
