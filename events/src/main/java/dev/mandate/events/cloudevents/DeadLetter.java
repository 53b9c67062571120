package dev.mandate.events.cloudevents;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Why a record could not be taken, and where it came from. The dead letter is the original record, bytes and headers, plus
 * these headers; its key is the original key. Of a record that is larger than any dead letter can be it has the beginning.
 */
public record DeadLetter(
        String topic, int partition, long offset, Instant at, Unreadable.Reason reason, String message) {
    public static final String REASON = "mandate-dead-letter-reason";
    public static final String MESSAGE = "mandate-dead-letter-message";
    public static final String ORIGIN = "mandate-dead-letter-origin";
    public static final String AT = "mandate-dead-letter-at";
    /** What of the original record is missing, with its size and digest; absent from a letter that has all of it. */
    public static final String CUT = "mandate-dead-letter-cut";

    /** {@code topic/partition/offset}: the same record is the same dead letter, however often it is met. */
    public String origin() {
        return topic + "/" + partition + "/" + offset;
    }

    public Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put(REASON, reason.name().toLowerCase(Locale.ROOT));
        headers.put(MESSAGE, message);
        headers.put(ORIGIN, origin());
        headers.put(AT, at.toString());
        return headers;
    }
}
