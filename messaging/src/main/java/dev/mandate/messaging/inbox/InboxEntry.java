package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.messaging.inbox.Item.Identity;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * That an intake has seen an event.
 *
 * @param digest of type and data, hexadecimal; null for an event of this source and id whatever it says, since the record can't be read
 * @param since when it was seen at the earliest; null for at any time
 */
public record InboxEntry(
        String consumer,
        String source,
        String id,
        @Nullable String digest,
        @Nullable Instant since) {
    private static final int LONGEST = 256;

    /**
     * That its sender has sent again, mended, what can't be read: an event with the same source and id was taken after it was refused. Empty
     * for a record whose headers don't say both.
     */
    static Optional<InboxEntry> sentAnew(
            String consumer, ConsumerRecord<byte[], byte[]> unreadable, Instant refusedAt) {
        var headers = KafkaRecords.wire(unreadable).headers();
        var source = headers.get("ce_source");
        var id = headers.get("ce_id");
        if (source == null || id == null || !names(source) || !names(id)) return Optional.empty();
        var shown = headers.get(CloudEventCodec.RECEIPT);
        var receipt = shown == null || !names(shown) ? null : new Receipt(shown);
        return Optional.of(new InboxEntry(
                consumer, source, Identity.of(source, id, receipt).id(), null, refusedAt));
    }

    /** Whether the event that was meant couldn't be read, so that this is about what its sender sent in its stead. */
    public boolean isSentAnew() {
        return digest == null;
    }

    /** @param seen the digest of what was seen under this source and id; null for nothing */
    boolean isMetBy(@Nullable String seen) {
        return seen != null && (digest == null || digest.equals(seen));
    }

    private static boolean names(String attribute) {
        return !attribute.isBlank() && attribute.length() <= LONGEST && PlainText.is(attribute);
    }
}
