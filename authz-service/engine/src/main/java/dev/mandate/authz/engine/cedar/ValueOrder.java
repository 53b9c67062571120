package dev.mandate.authz.engine.cedar;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A total order of all values that agrees with their equality. Cedar knows none between types; this one exists so that a collection of
 * what a request chose can be searched without hashing: texts that share a hash are as many as somebody wants.
 */
final class ValueOrder implements Comparator<Value> {
    static final ValueOrder INSTANCE = new ValueOrder();

    private static final List<Class<? extends Value>> TYPES = List.of(
            BoolValue.class,
            LongValue.class,
            StringValue.class,
            EntityUid.class,
            DecimalValue.class,
            DatetimeValue.class,
            DurationValue.class,
            IpValue.class,
            SetValue.class,
            RecordValue.class);

    private static final Comparator<IpValue> ADDRESSES = Comparator.comparing(IpValue::v6)
            .thenComparingLong(IpValue::high)
            .thenComparingLong(IpValue::low)
            .thenComparingInt(IpValue::prefix);

    private ValueOrder() {}

    @Override
    public int compare(Value one, Value other) {
        if (one == other) return 0;
        if (one.getClass() != other.getClass()) return TYPES.indexOf(one.getClass()) - TYPES.indexOf(other.getClass());
        if (one instanceof StringValue text) return text.value().compareTo(((StringValue) other).value());
        if (one instanceof EntityUid uid) return entities(uid, (EntityUid) other);
        if (one instanceof SetValue set) return sets(set, (SetValue) other);
        if (one instanceof RecordValue record) return records(record, (RecordValue) other);
        if (one instanceof IpValue address) return ADDRESSES.compare(address, (IpValue) other);
        return Long.compare(number(one), number(other));
    }

    private static int entities(EntityUid one, EntityUid other) {
        var byType = one.type().compareTo(other.type());
        return byType != 0 ? byType : one.id().compareTo(other.id());
    }

    private static long number(Value value) {
        if (value instanceof BoolValue flag) return flag.value() ? 1 : 0;
        if (value instanceof LongValue whole) return whole.value();
        if (value instanceof DecimalValue decimal) return decimal.tenThousandths();
        if (value instanceof DatetimeValue at) return at.epochMillis();
        if (value instanceof DurationValue duration) return duration.millis();
        throw new IllegalArgumentException("no order is known of a " + value.typeName());
    }

    private int sets(SetValue one, SetValue other) {
        var bySize = Integer.compare(one.elements().size(), other.elements().size());
        if (bySize != 0) return bySize;
        var its = OrderedValues.of(other.elements()).iterator();
        for (var element : OrderedValues.of(one.elements())) {
            var byElement = compare(element, its.next());
            if (byElement != 0) return byElement;
        }
        return 0;
    }

    private int records(RecordValue one, RecordValue other) {
        var bySize = Integer.compare(one.attributes().size(), other.attributes().size());
        if (bySize != 0) return bySize;
        var its = sorted(other).iterator();
        for (var attribute : sorted(one)) {
            var itsAttribute = its.next();
            var byName = attribute.getKey().compareTo(itsAttribute.getKey());
            if (byName != 0) return byName;
            var byValue = compare(attribute.getValue(), itsAttribute.getValue());
            if (byValue != 0) return byValue;
        }
        return 0;
    }

    private static List<Map.Entry<String, Value>> sorted(RecordValue record) {
        return record.attributes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
    }
}
