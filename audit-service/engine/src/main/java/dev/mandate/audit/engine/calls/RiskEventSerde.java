package dev.mandate.audit.engine.calls;

import dev.mandate.audit.engine.stored.PackedReader;
import dev.mandate.audit.engine.stored.PackedWriter;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The stored form of events: as evidence, and within what goes to the task of a group; before there was this one it was JSON. */
public final class RiskEventSerde {
    private static final int VERSION = 1;
    private static final int JSON = '{';

    private static final int TEXT = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int WHOLE = 3;
    private static final int FRACTION = 4;
    private static final int LARGE_WHOLE = 5;
    private static final int LARGE_FRACTION = 6;

    private RiskEventSerde() {}

    @SuppressWarnings("NullAway") // Kafka's own contract: null for a tombstone
    public static Serde<RiskEvent> ofEvents() {
        return Serdes.serdeFrom(
                (topic, event) -> event == null ? null : write(event),
                (topic, bytes) -> bytes == null ? null : event(bytes));
    }

    private static byte[] write(RiskEvent event) {
        var out = new PackedWriter().octet(VERSION);
        write(event, out);
        return out.written();
    }

    /** Within another form. */
    public static void write(RiskEvent event, PackedWriter out) {
        out.text(event.id());
        out.number(event.at().getEpochSecond()).count(event.at().getNano());
        out.count(event.fields().size());
        for (var field : event.fields().entrySet()) {
            out.text(field.getKey()).count(field.getValue().size());
            for (var value : field.getValue()) write(value, out);
        }
    }

    private static void write(Object value, PackedWriter out) {
        if (value instanceof Boolean truth) out.octet(truth ? TRUE : FALSE);
        else if (value instanceof Integer || value instanceof Long)
            out.octet(WHOLE).number(((Number) value).longValue());
        else if (value instanceof Double || value instanceof Float)
            out.octet(FRACTION).number(Double.doubleToLongBits(((Number) value).doubleValue()));
        else if (value instanceof BigInteger) out.octet(LARGE_WHOLE).text(value.toString());
        else if (value instanceof BigDecimal) out.octet(LARGE_FRACTION).text(value.toString());
        else out.octet(TEXT).text(value.toString());
    }

    private static RiskEvent event(byte[] stored) {
        if (json(stored)) return ofJson(stored, RiskEvent.class);
        var in = opened(stored);
        var event = event(in);
        in.end();
        return event;
    }

    /** From within another form. */
    public static RiskEvent event(PackedReader in) {
        var id = in.text();
        var at = Instant.ofEpochSecond(in.number(), in.count());
        var fields = new LinkedHashMap<String, List<Object>>();
        for (int left = in.count(); left > 0; left--) fields.put(in.text(), values(in));
        return new RiskEvent(id, at, fields);
    }

    private static List<Object> values(PackedReader in) {
        var values = new ArrayList<Object>();
        for (int left = in.count(); left > 0; left--) values.add(value(in));
        return values;
    }

    private static Object value(PackedReader in) {
        return switch (in.octet()) {
            case TEXT -> in.text();
            case FALSE -> false;
            case TRUE -> true;
            case WHOLE -> whole(in.number());
            case FRACTION -> Double.longBitsToDouble(in.number());
            case LARGE_WHOLE -> new BigInteger(in.text());
            case LARGE_FRACTION -> new BigDecimal(in.text());
            default -> throw new SerializationException("not an event");
        };
    }

    /** As JSON tells them apart. */
    private static Number whole(long value) {
        if (value == (int) value) return (int) value;
        return value;
    }

    private static PackedReader opened(byte[] stored) {
        var in = new PackedReader(stored);
        if (in.octet() != VERSION) throw new SerializationException("not an event");
        return in;
    }

    private static boolean json(byte[] stored) {
        return stored.length > 0 && stored[0] == JSON;
    }

    private static <T> T ofJson(byte[] stored, Class<T> type) {
        try {
            return EventJson.mapper().readValue(stored, type);
        } catch (IOException e) {
            throw new SerializationException(e);
        }
    }
}
