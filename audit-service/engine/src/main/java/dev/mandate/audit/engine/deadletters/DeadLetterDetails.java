package dev.mandate.audit.engine.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Unreadable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A dead letter as a finding tells of it; texts are cut, since outsiders wrote them, and empty where there are none.
 *
 * @param key of the original record, which its producer chose
 * @param source the CloudEvents source that it claims
 * @param origin {@code topic/partition/offset} of the original record
 * @param at when it became a dead letter
 * @param bytes of the original value
 */
record DeadLetterDetails(
        String key, String source, String id, String reason, String message, String origin, Instant at, int bytes) {
    private static final int MAX_BYTES = 1024;

    static DeadLetterDetails of(Record<byte[], byte[]> record) {
        return new DeadLetterDetails(
                record.key() == null ? "" : text(record.key()),
                header(record, "ce_source"),
                header(record, "ce_id"),
                header(record, DeadLetter.REASON),
                header(record, DeadLetter.MESSAGE),
                header(record, DeadLetter.ORIGIN),
                at(record),
                record.value() == null ? 0 : record.value().length);
    }

    boolean because(Unreadable.Reason wanted) {
        return wanted.name().toLowerCase(Locale.ROOT).equals(reason);
    }

    boolean from(String topic) {
        return origin.startsWith(topic + "/");
    }

    /** Of one of the job's own topics, by which it hands on what it made of actions. */
    boolean fromJob(String application) {
        return origin.startsWith(application + "-");
    }

    private static Instant at(Record<byte[], byte[]> record) {
        try {
            return Instant.parse(header(record, DeadLetter.AT));
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }

    private static String header(Record<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : text(header.value());
    }

    /** Of a beginning: nobody reads megabytes to show a line. */
    private static String text(byte[] bytes) {
        return Text.shown(new String(bytes, 0, Math.min(bytes.length, MAX_BYTES), UTF_8), MAX_BYTES);
    }
}
