package dev.mandate.audit.engine.records;

import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.records.DeadLetterRecord;
import java.time.Instant;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a stage going: a record that it can't read or take, or of which something comes that can't be written, becomes a dead letter, alone.
 * It would otherwise end the thread, be read again by the next one, and so for ever, and with it everybody's decisions.
 */
public final class Guarded<V> implements Processor<byte[], byte[], byte[], byte[]> {
    private static final System.Logger LOG = System.getLogger(Guarded.class.getName());

    private final Processor<byte[], V, byte[], byte[]> stage;
    private final Deserializer<V> values;
    private final boolean letters;
    private final CommitPace commits;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    private Guarded(
            Processor<byte[], V, byte[], byte[]> stage, Deserializer<V> values, boolean letters, CommitPace commits) {
        this.stage = stage;
        this.values = values;
        this.letters = letters;
        this.commits = commits;
    }

    /** @param values of the internal topic that the stage reads: as bytes until here, so that a letter has them as they were */
    public static <V> Guarded<V> of(
            Processor<byte[], V, byte[], byte[]> stage, Deserializer<V> values, CommitPace commits) {
        return new Guarded<>(stage, values, true, commits);
    }

    /** Of a stage that reads dead letters: they are kept already, and a letter about one would come back to it. */
    public static Guarded<byte[]> ofLetters(Processor<byte[], byte[], byte[], byte[]> stage, CommitPace commits) {
        return new Guarded<>(stage, Serdes.ByteArray().deserializer(), false, commits);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        stage.init(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context == null) throw new IllegalStateException("not initialised");
        var origin = context.recordMetadata().orElseThrow();
        commits.worked(context);
        try {
            stage.process(record.withValue(read(origin.topic(), record.value())));
        } catch (RuntimeException | StackOverflowError e) {
            if (!Failure.ofRecord(e)) throw e;
            LOG.log(
                    System.Logger.Level.ERROR,
                    origin.topic() + "/" + origin.partition() + "/" + origin.offset() + " could not be taken",
                    e);
            if (letters) context.forward(letter(record, origin, e, context.currentSystemTimeMs()));
        }
    }

    /** A mark has no value, and says so to a stage that listens to them. */
    @SuppressWarnings("NullAway")
    private V read(String topic, byte[] value) {
        return value == null ? null : values.deserialize(topic, value);
    }

    private static Record<byte[], byte[]> letter(
            Record<byte[], byte[]> record, RecordMetadata origin, Throwable failure, long now) {
        var letter = DeadLetterRecord.of(
                record.key(),
                record.headers(),
                record.value(),
                new DeadLetter(
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        null,
                        Instant.ofEpochMilli(now),
                        Unreadable.Reason.REFUSED,
                        "the risk job could not take it: " + Failure.told(failure)));
        return new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers());
    }

    /** Of what a stage forwards, what {@link #of} kept. */
    static boolean isDeadLetter(Record<byte[], byte[]> record) {
        return record.headers().lastHeader(DeadLetter.REASON) != null;
    }

    @Override
    public void close() {
        stage.close();
    }
}
