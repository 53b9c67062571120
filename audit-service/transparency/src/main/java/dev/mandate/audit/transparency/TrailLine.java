package dev.mandate.audit.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.digests.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the trail as the database has it.
 *
 * @param payload the event in JSON, as the text that the database writes of it
 * @param sha256 of the record's bytes, 64 hexadecimal digits; none of lines from before it was kept
 * @param original the record's bytes, where they were asked for; digested by their {@code sha256}
 */
public record TrailLine(
        long number,
        Instant recordedAt,
        Instant occurredAt,
        boolean clockAhead,
        String topic,
        String type,
        String source,
        String eventId,
        @Nullable String session,
        @Nullable String agent,
        @Nullable String person,
        @Nullable String delegation,
        @Nullable String decision,
        @Nullable String outcome,
        String summary,
        @Nullable String subject,
        String payload,
        @Nullable String sha256,
        byte @Nullable [] original) {
    private static final byte[] FORM = "mandate trail line 1\n".getBytes(UTF_8);
    private static final int NONE = -1;

    /**
     * SHA-256 of all that a reader relies on, so that no two lines that read differently have the same: the name of this form, then the
     * members in their order; numbers and times (microseconds since 1970) of eight bytes, a truth of one, of a text its length in four bytes
     * (-1 for none) and its UTF-8; of the payload and the record their SHA-256, as texts of 64 digits. A column that a later version adds
     * comes behind these, and only in lines that have it: the lines of before keep their digest.
     */
    public LineDigest digest() {
        var digest = Sha256.begun();
        digest.update(FORM);
        add(digest, number);
        add(digest, LineDigest.micros(recordedAt));
        add(digest, LineDigest.micros(occurredAt));
        digest.update((byte) (clockAhead ? 1 : 0));
        for (var text : new @Nullable String[] {
            topic,
            type,
            source,
            eventId,
            session,
            agent,
            person,
            delegation,
            decision,
            outcome,
            summary,
            subject,
            Sha256.of(payload).hex(),
            sha256
        }) add(digest, text);
        return new LineDigest(number, recordedAt, Sha256.ended(digest).hex());
    }

    /** False if it has other bytes of a record than those of its digest, or none where it has a digest. They must have been asked for. */
    public boolean recordIsWhole() {
        return original == null ? sha256 == null : Sha256.of(original).hex().equals(sha256);
    }

    private static void add(MessageDigest digest, long value) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private static void add(MessageDigest digest, @Nullable String text) {
        var bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(text == null ? NONE : bytes.length)
                .array());
        digest.update(bytes);
    }
}
