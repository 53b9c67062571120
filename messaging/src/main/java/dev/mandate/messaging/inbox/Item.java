package dev.mandate.messaging.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.digests.Sha256;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One readable event and the record it came in.
 *
 * @param digest of type and data as we and the version before write them: the same event in another spelling, or as either version reads it, is the same
 * @param origin tells its record from all others: which that is nobody chooses
 */
record Item<E>(
        ConsumerRecord<byte[], byte[]> record, Received<E> received, Identity identity, String digest, long origin) {
    /** What makes an event this event, by CloudEvents. */
    record Identity(String source, String id) {
        /**
         * With what its teller shows, so that who guesses the id of another's report, and can't show that, doesn't take its place: he would have the true one
         * refused as a duplicate. No id has the line break between them ({@link dev.mandate.events.cloudevents.PlainText}), so that nobody's id alone is both.
         */
        static Identity of(String source, String id, @Nullable Receipt shown) {
            return new Identity(source, shown == null ? id : id + "\n" + shown.digest());
        }
    }

    static <E> Item<E> of(EventFamily<E> family, ConsumerRecord<byte[], byte[]> record, Envelope<E> envelope) {
        return new Item<>(
                record,
                new Received<>(envelope, record.topic(), record.partition(), record.offset(), record.value()),
                Identity.of(envelope.source(), envelope.id(), envelope.receipt()),
                digest(family.typeOf(envelope.data()), envelope.data()),
                origin(record));
    }

    private static long origin(ConsumerRecord<byte[], byte[]> record) {
        var place = record.topic() + "/" + record.partition() + "/" + record.offset();
        return ByteBuffer.wrap(Sha256.of(place).bytes()).getLong();
    }

    private static String digest(String type, Object data) {
        try {
            return Sha256.of(type.getBytes(UTF_8), EventJson.comparable().writeValueAsBytes(data))
                    .hex();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
