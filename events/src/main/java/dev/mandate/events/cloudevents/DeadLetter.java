package dev.mandate.events.cloudevents;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a record could not be taken, and where it came from. The dead letter is the original record, bytes and headers, plus
 * these headers; its key is the original key. Of a record that is larger than any dead letter can be it has the beginning.
 *
 * @param consumer what could not take it, of those that the service has of the topic; null where nothing takes it up again by itself
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        @Nullable String consumer,
        Instant at,
        Unreadable.Reason reason,
        String message) {
    public static final String REASON = "mandate-dead-letter-reason";
    public static final String MESSAGE = "mandate-dead-letter-message";
    public static final String ORIGIN = "mandate-dead-letter-origin";
    public static final String CONSUMER = "mandate-dead-letter-consumer";
    public static final String AT = "mandate-dead-letter-at";
    /** What of the original record is missing, with its size and digest; absent from a letter that has all of it. */
    public static final String CUT = "mandate-dead-letter-cut";

    /** All of them. */
    public static final Set<String> HEADERS = Set.of(REASON, MESSAGE, ORIGIN, CONSUMER, AT, CUT);

    private static final Pattern ORIGIN_FORM = Pattern.compile("([^/]+)/([0-9]{1,9})/([0-9]{1,18})");

    /** As {@link #headers} wrote it, among others; empty where they say nothing of the kind. */
    public static Optional<DeadLetter> of(Map<String, String> headers) {
        var origin = ORIGIN_FORM.matcher(headers.getOrDefault(ORIGIN, ""));
        if (!origin.matches()) return Optional.empty();
        try {
            return Optional.of(new DeadLetter(
                    origin.group(1),
                    Integer.parseInt(origin.group(2)),
                    Long.parseLong(origin.group(3)),
                    headers.get(CONSUMER),
                    Instant.parse(headers.getOrDefault(AT, "")),
                    Unreadable.Reason.valueOf(headers.getOrDefault(REASON, "").toUpperCase(Locale.ROOT)),
                    headers.getOrDefault(MESSAGE, "")));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** {@code topic/partition/offset}: the same record is the same dead letter, however often it is met. */
    public String origin() {
        return topic + "/" + partition + "/" + offset;
    }

    public Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put(REASON, reason.name().toLowerCase(Locale.ROOT));
        headers.put(MESSAGE, message);
        headers.put(ORIGIN, origin());
        if (consumer != null) headers.put(CONSUMER, consumer);
        headers.put(AT, at.toString());
        return headers;
    }
}
