package dev.mandate.messaging.replays;

import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.messaging.records.KafkaRecords;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it lies on its topic.
 *
 * @param offset there
 * @param original the record as it was where it could not be taken, but for its time
 * @param cut what of it is missing; null for nothing
 */
record StoredDeadLetter(
        long offset,
        DeadLetter letter,
        ConsumerRecord<byte[], byte[]> original,
        @Nullable String cut) {
    /** Empty for a record that is no dead letter. */
    static Optional<StoredDeadLetter> of(ConsumerRecord<byte[], byte[]> kept) {
        var headers = KafkaRecords.wire(kept).headers();
        return DeadLetter.of(headers)
                .map(letter -> new StoredDeadLetter(
                        kept.offset(), letter, original(kept, letter), headers.get(DeadLetter.CUT)));
    }

    private static ConsumerRecord<byte[], byte[]> original(ConsumerRecord<byte[], byte[]> kept, DeadLetter letter) {
        var headers = new RecordHeaders(kept.headers());
        DeadLetter.HEADERS.forEach(headers::remove);
        return new ConsumerRecord<>(
                letter.topic(),
                letter.partition(),
                letter.offset(),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                kept.key(),
                kept.value(),
                headers,
                Optional.empty());
    }
}
