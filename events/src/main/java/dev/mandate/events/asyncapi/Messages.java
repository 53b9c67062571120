package dev.mandate.events.asyncapi;

import dev.mandate.events.EventFamilies;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.CompleteUntil;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.topics.Topic;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a reader of a topic meets: events, and what is no event on state and dead letter topics. */
final class Messages {
    static final String COMPLETE_UNTIL = CompleteUntil.TYPE;
    static final String TOMBSTONE = "tombstone";
    static final String DEAD_LETTER = "dead-letter";

    private static final String EVENT_HEADERS = "CloudEventHeaders";
    private static final String LETTER_HEADERS = "DeadLetterHeaders";

    private Messages() {}

    static Map<String, Object> all() {
        var messages = new TreeMap<String, Object>();
        for (var family : EventFamilies.all()) messages.putAll(of(family));
        messages.put(
                COMPLETE_UNTIL,
                event(
                        COMPLETE_UNTIL,
                        "`" + CompleteUntil.KEY_PREFIX + "<partition>`",
                        CompleteUntil.class,
                        "Between the states of each partition, once a second, and every five while its owner sends nothing else:"
                                + " all that the owner committed before this instant is before this record. Skip it if"
                                + " you don't need to know how fresh you are."));
        messages.put(TOMBSTONE, tombstone());
        messages.put(DEAD_LETTER, deadLetter());
        return messages;
    }

    private static <E> Map<String, Object> of(EventFamily<E> family) {
        var messages = new TreeMap<String, Object>();
        family.types().forEach((type, record) -> messages.put(type, event(type, keyOf(family.topic()), record, null)));
        return messages;
    }

    private static String keyOf(Topic topic) {
        return "The " + topic.key() + ".";
    }

    private static Map<String, Object> event(String type, String key, Type payload, @Nullable String description) {
        var message = new LinkedHashMap<String, Object>();
        message.put("name", type);
        if (description != null) message.put("description", description);
        message.put("contentType", "application/json");
        message.put("headers", Reference.to("components", "schemas", EVENT_HEADERS));
        message.put("payload", PayloadSchema.of(payload));
        message.put("bindings", key(key));
        return message;
    }

    private static Map<String, Object> tombstone() {
        var message = new LinkedHashMap<String, Object>();
        message.put("name", TOMBSTONE);
        message.put(
                "description",
                "A record without value: forget the key. Of a key whose last revision said deleted it comes a day after.");
        message.put("payload", Map.of("type", "null"));
        return message;
    }

    private static Map<String, Object> deadLetter() {
        var message = new LinkedHashMap<String, Object>();
        message.put("name", DEAD_LETTER);
        message.put(
                "description",
                "The original record, key, value and headers unchanged, with why it could not be taken.");
        message.put("headers", Reference.to("components", "schemas", LETTER_HEADERS));
        message.put("bindings", key("The original key."));
        return message;
    }

    private static Map<String, Object> key(String about) {
        return Map.of("kafka", Map.of("key", text(about)));
    }

    static Map<String, Object> schemas() {
        var schemas = new LinkedHashMap<String, Object>();
        schemas.put(EVENT_HEADERS, eventHeaders());
        schemas.put(LETTER_HEADERS, letterHeaders());
        return schemas;
    }

    private static Map<String, Object> eventHeaders() {
        var headers = new LinkedHashMap<String, Object>();
        headers.put("ce_specversion", oneOf(List.of("1.0")));
        headers.put("ce_id", text("Unique together with the source; a redelivery repeats both."));
        headers.put("ce_source", text("Who wrote it."));
        headers.put("ce_type", text("The name of the message."));
        headers.put("ce_time", instant());
        headers.put(CloudEventCodec.CONTENT_TYPE, text("application/json"));
        headers.put(CloudEventCodec.TRACEPARENT, text("W3C trace context, where there is one."));
        headers.put(
                CloudEventCodec.RECEIPT,
                text(
                        "Of a report of a call: what its decision was answered with, where it was answered with one. Without it the"
                                + " report counts for nothing."));
        return object(headers, List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time"));
    }

    private static Map<String, Object> letterHeaders() {
        var headers = new LinkedHashMap<String, Object>();
        headers.put(
                DeadLetter.REASON,
                oneOf(Arrays.stream(Unreadable.Reason.values())
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                        .toList()));
        headers.put(DeadLetter.MESSAGE, text("What was wrong, for people."));
        headers.put(DeadLetter.ORIGIN, text("topic/partition/offset of the original record."));
        headers.put(DeadLetter.AT, instant());
        var always = List.copyOf(headers.keySet());
        headers.put(
                DeadLetter.CONSUMER,
                text("What of the service could not take it; absent where nothing takes it up again by itself."));
        headers.put(DeadLetter.CUT, text("What of the original record is missing, with its size and digest."));
        return object(headers, always);
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        return schema;
    }

    private static Map<String, Object> text(String about) {
        return pair("description", about);
    }

    private static Map<String, Object> instant() {
        return pair("format", "date-time");
    }

    private static Map<String, Object> oneOf(List<String> values) {
        return pair("enum", values);
    }

    private static Map<String, Object> pair(String name, Object value) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "string");
        schema.put(name, value);
        return schema;
    }
}
