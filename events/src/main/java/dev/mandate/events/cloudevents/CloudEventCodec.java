package dev.mandate.events.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.Unreadable.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into Kafka records and back.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding</a>
 */
public final class CloudEventCodec {
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACEPARENT = "traceparent";
    /** What a report of a call shows, if it is to count; of structured mode the member without its prefix. */
    public static final String RECEIPT = "ce_" + Receipt.ATTRIBUTE;

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final Pattern TRACE_CONTEXT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** Of all headers together, names and values, in characters: ours have 400. */
    private static final int MAX_HEADERS = 16 * 1024;
    /** A message is for people, who look for the one that they meant. */
    private static final int MOST_NAMED = 12;

    private CloudEventCodec() {}

    /**
     * Binary mode: context in {@code ce_} headers, data as the value.
     *
     * @throws Unwritable if {@link #decode} would refuse it
     */
    public static <E> WireRecord encode(EventFamily<E> family, Envelope<? extends E> envelope) {
        return encode(family, envelope, json(envelope.data()));
    }

    /** As {@link #encode(EventFamily, Envelope)}, of data that was written as JSON before. */
    public static <E> WireRecord encode(EventFamily<E> family, Envelope<? extends E> envelope, byte[] json) {
        var topic = family.topic();
        if (json.length > topic.maxBytes())
            throw new Unwritable("an event for " + topic.name() + " has " + json.length
                    + " bytes; readers take at most " + topic.maxBytes());
        return write(family.key().apply(envelope.data()), family.typeOf(envelope.data()), envelope, json);
    }

    public static WireRecord encode(String source, int partition, CompleteUntil marker) {
        var key = CompleteUntil.KEY_PREFIX + partition;
        var envelope = new Envelope<>(
                source, key + "/" + marker.completeUntil().toEpochMilli(), marker.completeUntil(), marker, null);
        return write(key, CompleteUntil.TYPE, envelope, json(marker));
    }

    /** True for the freshness marker, which every reader of a state topic meets between the events. */
    public static boolean isCompleteUntil(WireRecord record) {
        return CompleteUntil.TYPE.equals(record.headers().get("ce_type"));
    }

    public static CompleteUntil decodeCompleteUntil(WireRecord record) throws Unreadable {
        return EventReader.read(valueOf(record, 1024), CompleteUntil.class);
    }

    /** @throws Unreadable if the record breaks the family's contract in any way */
    public static <E> Envelope<E> decode(EventFamily<E> family, WireRecord record) throws Unreadable {
        requireSmallHeaders(record);
        var value = valueOf(record, family.topic().maxBytes());
        var contentType = record.headers().getOrDefault(CONTENT_TYPE, "");
        var envelope = contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)
                ? structured(family, record, value)
                : binary(family, record, value);
        requireKey(family, envelope.data(), record.key());
        return envelope;
    }

    private static byte[] valueOf(WireRecord record, int maxBytes) throws Unreadable {
        var value = record.value();
        if (value == null || value.length == 0) throw new Unreadable(Reason.MALFORMED, "the record has no value");
        if (value.length > maxBytes) {
            throw new Unreadable(
                    Reason.OVERSIZED, "the value has " + value.length + " bytes; at most " + maxBytes + " are read");
        }
        return value;
    }

    /** Whoever keeps a record for a while, or hands it on, keeps its headers too. */
    private static void requireSmallHeaders(WireRecord record) throws Unreadable {
        long characters = 0;
        for (var header : record.headers().entrySet())
            characters += header.getKey().length() + header.getValue().length();
        if (characters > MAX_HEADERS)
            throw new Unreadable(
                    Reason.OVERSIZED,
                    "the headers have " + characters + " characters; at most " + MAX_HEADERS + " are read");
    }

    private static <E> Envelope<E> binary(EventFamily<E> family, WireRecord record, byte[] value) throws Unreadable {
        var headers = record.headers();
        requireVersion(headers.get("ce_specversion"), "ce_specversion");
        var data = EventReader.read(value, classOf(family, attribute(headers.get("ce_type"), "ce_type")));
        return new Envelope<>(
                attribute(headers.get("ce_source"), "ce_source"),
                attribute(headers.get("ce_id"), "ce_id"),
                time(headers.get("ce_time"), "ce_time"),
                data,
                trace(headers.get(TRACEPARENT)),
                receipt(headers.get(RECEIPT)));
    }

    private static <E> Envelope<E> structured(EventFamily<E> family, WireRecord record, byte[] value)
            throws Unreadable {
        var event = EventReader.read(value, JsonNode.class);
        if (!event.isObject()) throw new Unreadable(Reason.WRONG_SHAPE, "a structured CloudEvent is a JSON object");
        requireVersion(text(event, "specversion"), "specversion");
        var type = classOf(family, attribute(text(event, "type"), "type"));
        var data = event.get("data");
        if (data == null || !data.isObject()) throw new Unreadable(Reason.WRONG_SHAPE, "data must be a JSON object");
        var traceparent = trace(text(event, TRACEPARENT));
        return new Envelope<>(
                attribute(text(event, "source"), "source"),
                attribute(text(event, "id"), "id"),
                time(text(event, "time"), "time"),
                EventReader.convert(data, "/data", type),
                traceparent == null ? trace(record.headers().get(TRACEPARENT)) : traceparent,
                receipt(text(event, Receipt.ATTRIBUTE)));
    }

    private static @Nullable Receipt receipt(@Nullable String shown) throws Unreadable {
        return shown == null ? null : new Receipt(attribute(shown, Receipt.ATTRIBUTE));
    }

    private static <E> Class<? extends E> classOf(EventFamily<E> family, String type) throws Unreadable {
        var known = family.classOf(type);
        if (known == null) {
            throw new Unreadable(
                    Reason.UNKNOWN_TYPE,
                    "type " + shortened(type) + " is not one of " + some(new TreeSet<>(family.typeNames())));
        }
        return known;
    }

    private static String some(Set<String> names) {
        var first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.size() <= MOST_NAMED ? first : first + " and " + (names.size() - MOST_NAMED) + " more";
    }

    private static void requireVersion(@Nullable String version, String name) throws Unreadable {
        if (!"1.0".equals(attribute(version, name)))
            throw new Unreadable(
                    Reason.WRONG_SHAPE, name + " must be 1.0 but is " + shortened(String.valueOf(version)));
    }

    private static String attribute(@Nullable String value, String name) throws Unreadable {
        if (value == null || value.isBlank()) throw new Unreadable(Reason.MISSING_ATTRIBUTE, name + " is missing");
        if (value.length() > 256) throw new Unreadable(Reason.OVERSIZED, name + " has more than 256 characters");
        if (!PlainText.is(value)) throw new Unreadable(Reason.WRONG_SHAPE, name + " " + PlainText.RULE);
        return value;
    }

    private static Instant time(@Nullable String value, String name) throws Unreadable {
        var text = attribute(value, name);
        try {
            return EventTime.parse(text);
        } catch (DateTimeException e) {
            throw new Unreadable(Reason.WRONG_SHAPE, name + " " + EventTime.RULE + ", but is " + shortened(text));
        }
    }

    /** What is not a trace context is left out, as W3C asks: it must not cost the event. Null for such. */
    public static @Nullable String trace(@Nullable String traceparent) {
        return traceparent != null && TRACE_CONTEXT.matcher(traceparent).matches() ? traceparent : null;
    }

    private static <E> void requireKey(EventFamily<E> family, E event, byte @Nullable [] key) throws Unreadable {
        var expected = family.key().apply(event);
        if (key == null || !Arrays.equals(key, expected.getBytes(UTF_8))) {
            throw new Unreadable(
                    Reason.WRONG_KEY,
                    "the record key must be the " + family.topic().key() + ", " + shortened(expected));
        }
    }

    private static @Nullable String text(JsonNode event, String name) throws Unreadable {
        var value = event.get(name);
        if (value == null || value.isNull()) return null;
        if (!value.isTextual()) throw new Unreadable(Reason.WRONG_SHAPE, name + " must be a string");
        return value.textValue();
    }

    static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static WireRecord write(String key, String type, Envelope<?> envelope, byte[] json) {
        var headers = Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                envelope.id(),
                "ce_source",
                envelope.source(),
                "ce_type",
                type,
                "ce_time",
                envelope.time().toString(),
                CONTENT_TYPE,
                "application/json");
        var receipt = envelope.receipt();
        if (envelope.traceparent() != null || receipt != null) headers = new HashMap<>(headers);
        if (envelope.traceparent() != null) headers.put(TRACEPARENT, envelope.traceparent());
        if (receipt != null) headers.put(RECEIPT, receipt.shown());
        return new WireRecord(key.getBytes(UTF_8), headers, json);
    }

    private static byte[] json(Object data) {
        try {
            return EventJson.mapper().writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new Unwritable(data.getClass().getSimpleName() + " can't be written as JSON: " + e.getMessage(), e);
        }
    }
}
