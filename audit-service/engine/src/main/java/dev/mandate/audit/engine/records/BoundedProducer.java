package dev.mandate.audit.engine.records;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Refuses a record that is larger than its topic takes, or than its readers do. Kafka's own producer notices too, but fails the whole
 * transaction with it, whatever a {@code ProductionExceptionHandler} says (KAFKA-15259), so that the same records are read again for
 * ever. Here it is the processor that fails, on one record. And it tells how long commits take.
 */
final class BoundedProducer extends KafkaProducer<byte[], byte[]> {
    /** Of a batch with one record, and of the numbers in it. */
    private static final int AROUND_RECORD = 128;

    private static final int AROUND_HEADER = 10;
    private static final Map<String, Topic> TOPICS =
            TopicCatalogue.all().stream().collect(Collectors.toMap(Topic::name, Function.identity()));

    private final CommitPace commits;

    BoundedProducer(Map<String, Object> settings, CommitPace commits) {
        super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.commits = commits;
    }

    /** Before each commit. */
    @Override
    public void flush() {
        commits.takes(super::flush);
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata consumers) {
        commits.takes(() -> super.sendOffsetsToTransaction(offsets, consumers));
    }

    @Override
    public void commitTransaction() {
        commits.takes(super::commitTransaction);
        commits.ended();
    }

    @Override
    public void abortTransaction() {
        super.abortTransaction();
        commits.ended();
    }

    /** Another one may take its place, for other tasks. */
    @Override
    public void close(Duration patience) {
        super.close(patience);
        commits.ended();
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        requireBounded(record);
        return super.send(record, callback);
    }

    /** @throws RecordTooLargeException if nobody could read it */
    static void requireBounded(ProducerRecord<byte[], byte[]> record) {
        var topic = TOPICS.get(record.topic());
        int bytes = bytes(record);
        int most = topic == null ? Bounds.INTERNAL : 2 * topic.maxBytes();
        int value = record.value() == null ? 0 : record.value().length;
        if (bytes > most || topic != null && value > topic.maxBytes())
            throw new RecordTooLargeException(
                    "a record of " + bytes + " bytes, " + value + " of them its value, for " + record.topic());
    }

    private static int bytes(ProducerRecord<byte[], byte[]> record) {
        int bytes = AROUND_RECORD;
        if (record.key() != null) bytes += record.key().length;
        if (record.value() != null) bytes += record.value().length;
        for (var header : record.headers())
            bytes += AROUND_HEADER
                    + Utils.utf8Length(header.key())
                    + (header.value() == null ? 0 : header.value().length);
        return bytes;
    }
}
