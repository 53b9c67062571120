package dev.mandate.events.cloudevents;

import static dev.mandate.events.cloudevents.CloudEventCodec.shortened;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.mandate.events.cloudevents.Unreadable.Reason;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads JSON as one event, or says which member breaks the contract and how. */
final class EventReader {
    private static final String NOT_UTF_8 = "the value is not JSON in UTF-8";

    private static final ClassValue<ObjectReader> READERS = new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
            return EventJson.mapper().readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        }
    };

    private EventReader() {}

    static <T> T read(byte[] json, Class<T> type) throws Unreadable {
        try (var parser = EventJson.mapper().createParser(json)) {
            if (isWide(json)) throw new Unreadable(Reason.MALFORMED, NOT_UTF_8);
            try {
                return read(parser, type);
            } catch (JsonMappingException e) {
                throw unreadable("", e);
            } catch (JsonProcessingException e) {
                throw unreadable(parser.getParsingContext().pathAsPointer().toString(), e);
            }
        } catch (JsonProcessingException e) {
            throw unreadable("", e);
        } catch (IOException e) {
            throw new Unreadable(Reason.MALFORMED, NOT_UTF_8);
        }
    }

    private static <T> T read(JsonParser parser, Class<T> type) throws Unreadable, IOException {
        if (parser.nextToken() == null) throw new Unreadable(Reason.MALFORMED, "the value is blank");
        @Nullable T value = READERS.get(type).readValue(parser);
        if (parser.nextToken() != null)
            throw new Unreadable(Reason.MALFORMED, "something follows the end of the JSON value");
        if (value == null) throw new Unreadable(Reason.WRONG_SHAPE, "the value is null");
        return value;
    }

    /** @param at JSON pointer of the part within the whole value */
    static <T> T convert(JsonNode part, String at, Class<T> type) throws Unreadable {
        try {
            return EventJson.mapper().treeToValue(part, type);
        } catch (JsonProcessingException e) {
            throw unreadable(at, e);
        }
    }

    /** UTF-16 and UTF-32, which Jackson would detect and take. */
    private static boolean isWide(byte[] json) {
        return json.length > 1 && (json[0] == 0 || json[1] == 0 || (json[0] & 0xFE) == 0xFE);
    }

    private static Unreadable unreadable(String at, JsonProcessingException e) {
        var reason = reason(e);
        var path = new StringBuilder(at);
        if (e instanceof JsonMappingException mapping)
            for (var step : mapping.getPath())
                path.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        var where = path.isEmpty() ? "" : "at " + shortened(path.toString()) + ": ";
        var what = reason == Reason.MALFORMED ? "not JSON: " : "";
        return new Unreadable(reason, where + what + shortened(problem(e)));
    }

    /** Jackson wraps what the parser says once it is inside a member, so the cause decides. */
    private static Reason reason(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamConstraintsException) return Reason.OVERSIZED;
            if (cause instanceof InputCoercionException) return Reason.WRONG_SHAPE;
            if (cause instanceof StreamReadException) return Reason.MALFORMED;
            if (cause instanceof IOException && !(cause instanceof JsonProcessingException)) return Reason.MALFORMED;
        }
        return Reason.WRONG_SHAPE;
    }

    private static String problem(JsonProcessingException e) {
        var expected = e instanceof MismatchedInputException mismatch ? expected(mismatch.getTargetType()) : null;
        if (expected != null) return expected;
        var own = e instanceof ValueInstantiationException && e.getCause() != null
                ? e.getCause().getMessage()
                : e.getOriginalMessage();
        return own == null ? "cannot be read" : own;
    }

    /** In words for whoever wrote the record, who knows no class of ours; null where the library's own say it. */
    private static @Nullable String expected(@Nullable Class<?> type) {
        if (type == Instant.class) return EventTime.RULE;
        if (type == long.class || type == int.class || type == Long.class || type == Integer.class)
            return "must be a whole number";
        if (type == boolean.class || type == Boolean.class) return "must be true or false";
        if (type == String.class) return "must be a text";
        return null;
    }
}
