package dev.mandate.audit.risk;

import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.deadletters.LetterRecord;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a stage going: a record that it can't take, or of which something comes that can't be written, becomes a dead letter, alone.
 * A bug would otherwise end the thread on the same record for ever, and with it everybody's decisions.
 */
final class Guarded<V> implements Processor<byte[], V, byte[], byte[]> {
    private static final Logger LOG = Logger.getLogger(Guarded.class);

    private final Processor<byte[], V, byte[], byte[]> stage;
    private final Serializer<V> values;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    /** @param values as the internal topic has them that the stage reads */
    Guarded(Processor<byte[], V, byte[], byte[]> stage, Serializer<V> values) {
        this.stage = stage;
        this.values = values;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        stage.init(context);
    }

    @Override
    public void process(Record<byte[], V> record) {
        try {
            stage.process(record);
        } catch (RuntimeException | StackOverflowError e) {
            if (!Failure.ofRecord(e)) throw e;
            keep(record, e);
        }
    }

    private void keep(Record<byte[], V> record, Throwable failure) {
        if (context == null) throw new IllegalStateException("not initialised");
        var origin = context.recordMetadata().orElseThrow();
        LOG.errorf(failure, "%s/%d/%d could not be taken", origin.topic(), origin.partition(), origin.offset());
        var letter = LetterRecord.of(
                record.key(),
                record.headers(),
                values.serialize(origin.topic(), record.value()),
                new DeadLetter(
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        Instant.ofEpochMilli(context.currentSystemTimeMs()),
                        Unreadable.Reason.REFUSED,
                        "the risk job could not take it: " + Failure.told(failure)));
        context.forward(new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()));
    }

    /** What {@link #keep} made, among what the stage did. */
    static boolean isLetter(Record<byte[], byte[]> record) {
        return record.headers().lastHeader(DeadLetter.REASON) != null;
    }

    @Override
    public void close() {
        stage.close();
    }
}
