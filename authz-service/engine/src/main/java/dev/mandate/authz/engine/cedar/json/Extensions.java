package dev.mandate.authz.engine.cedar.json;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.DatetimeValue;
import dev.mandate.authz.engine.cedar.DecimalValue;
import dev.mandate.authz.engine.cedar.DurationValue;
import dev.mandate.authz.engine.cedar.EvaluationException;
import dev.mandate.authz.engine.cedar.IpValue;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.Value;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** The functions and methods of Cedar's extension types, by the name that policies and JSON escapes use. */
final class Extensions {

    /** @param arguments including the receiver of a method */
    private record Extension(int arguments, Function<List<Value>, Value> body) {}

    private static final Map<String, Extension> BY_NAME = Map.ofEntries(
            Map.entry("decimal", constructor(DecimalValue::parse)),
            Map.entry("lessThan", decimals(order -> order < 0)),
            Map.entry("lessThanOrEqual", decimals(order -> order <= 0)),
            Map.entry("greaterThan", decimals(order -> order > 0)),
            Map.entry("greaterThanOrEqual", decimals(order -> order >= 0)),
            Map.entry("ip", constructor(IpValue::parse)),
            Map.entry("isIpv4", address(ip -> !ip.v6())),
            Map.entry("isIpv6", address(IpValue::v6)),
            Map.entry("isLoopback", address(IpValue::isLoopback)),
            Map.entry("isMulticast", address(IpValue::isMulticast)),
            Map.entry("isInRange", addresses(IpValue::isInRange)),
            Map.entry("datetime", constructor(DatetimeValue::parse)),
            Map.entry("offset", new Extension(2, a -> datetime(a.get(0)).offset(duration(a.get(1))))),
            Map.entry("durationSince", new Extension(2, a -> datetime(a.get(0)).since(datetime(a.get(1))))),
            Map.entry("toDate", new Extension(1, a -> datetime(a.get(0)).date())),
            Map.entry("toTime", new Extension(1, a -> datetime(a.get(0)).time())),
            Map.entry("duration", constructor(DurationValue::parse)),
            Map.entry("toMilliseconds", whole(DurationValue::millis)),
            Map.entry("toSeconds", whole(d -> d.millis() / 1_000)),
            Map.entry("toMinutes", whole(d -> d.millis() / 60_000)),
            Map.entry("toHours", whole(d -> d.millis() / 3_600_000)),
            Map.entry("toDays", whole(d -> d.millis() / 86_400_000)));

    private Extensions() {}

    /**
     * The function. Applied to any other number of values than it takes it is an error at decision time, since the official
     * parser lets that pass.
     *
     * @throws MalformedCedarJson if Cedar has no such function
     */
    static Function<List<Value>, Value> named(String name) {
        var extension = BY_NAME.get(name);
        if (extension == null) throw new MalformedCedarJson("no extension function is called " + name);
        return values -> {
            if (values.size() == extension.arguments) return extension.body.apply(values);
            throw new EvaluationException(name + " takes " + extension.arguments + " arguments, not " + values.size());
        };
    }

    private static Extension constructor(Function<String, Value> parse) {
        return new Extension(1, a -> parse.apply(Expect.string(a.get(0))));
    }

    private static Extension decimals(IntPredicate order) {
        return new Extension(
                2,
                a -> BoolValue.of(order.test(Long.compare(
                        decimal(a.get(0)).tenThousandths(), decimal(a.get(1)).tenThousandths()))));
    }

    private static Extension address(Predicate<IpValue> test) {
        return new Extension(1, a -> BoolValue.of(test.test(ip(a.get(0)))));
    }

    private static Extension addresses(BiPredicate<IpValue, IpValue> test) {
        return new Extension(2, a -> BoolValue.of(test.test(ip(a.get(0)), ip(a.get(1)))));
    }

    /** Towards zero, also for negative durations. */
    private static Extension whole(ToLongFunction<DurationValue> unit) {
        return new Extension(1, a -> new LongValue(unit.applyAsLong(duration(a.get(0)))));
    }

    private static DecimalValue decimal(Value value) {
        return Expect.value(DecimalValue.class, "decimal", value);
    }

    private static IpValue ip(Value value) {
        return Expect.value(IpValue.class, "ipaddr", value);
    }

    private static DatetimeValue datetime(Value value) {
        return Expect.value(DatetimeValue.class, "datetime", value);
    }

    private static DurationValue duration(Value value) {
        return Expect.value(DurationValue.class, "duration", value);
    }
}
