package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.YamlPart;
import dev.mandate.audit.engine.sigma.reading.YamlPart.Entry;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Parts of a rule with other contents, in the same places. */
final class Parts {
    private Parts() {}

    /** @param value of a key and what it had */
    static YamlPart values(YamlPart map, BiFunction<String, YamlPart, YamlPart> value) {
        return map.mapping(map.entries().stream()
                .map(entry -> new Entry(entry.key(), value.apply(entry.key().text(), entry.value())))
                .toList());
    }

    /** A single value stays one. */
    static YamlPart each(YamlPart values, UnaryOperator<YamlPart> other) {
        if (!values.isList()) return other.apply(values);
        return values.listing(values.list().stream().map(other).toList());
    }

    static YamlPart map(YamlPart place, Map<String, YamlPart> values) {
        return place.mapping(values.entrySet().stream()
                .map(entry -> new Entry(place.saying(entry.getKey()), entry.getValue()))
                .toList());
    }
}
