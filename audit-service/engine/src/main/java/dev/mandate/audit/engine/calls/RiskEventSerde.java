package dev.mandate.audit.engine.calls;

import dev.mandate.audit.engine.stored.Packed;
import dev.mandate.audit.engine.stored.PackedReader;
import dev.mandate.audit.engine.stored.PackedWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;

/** The stored form of events: as evidence, and within what goes to the task of a group. */
public final class RiskEventSerde {
    private static final int VERSION = 1;

    private static final int TEXT = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int WHOLE = 3;
    private static final int FRACTION = 4;
    private static final int LARGE_WHOLE = 5;
    private static final int LARGE_FRACTION = 6;

    private RiskEventSerde() {}

    public static Serde<RiskEvent> ofEvents() {
        return Packed.serde(RiskEvent.class, VERSION, RiskEventSerde::write, (in, version) -> event(in));
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
}
