package dev.mandate.audit.engine.sigma.pipeline;

import dev.mandate.audit.engine.sigma.reading.YamlPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which events a rule is about, as far as it says so: category, product, service. */
record Logsource(Map<String, String> parts) {
    private static final List<String> PARTS = List.of("category", "product", "service");

    Logsource {
        parts = Map.copyOf(parts);
    }

    static Logsource read(@Nullable YamlPart part) {
        var parts = new LinkedHashMap<String, String>();
        if (part != null && part.isMap()) {
            var keys = part.map();
            for (var name : PARTS) {
                var value = keys.get(name);
                if (value != null) parts.put(name, value.text());
            }
        }
        return new Logsource(parts);
    }

    YamlPart written(YamlPart place) {
        var values = new LinkedHashMap<String, YamlPart>();
        for (var name : PARTS) {
            var value = parts.get(name);
            if (value != null) values.put(name, place.saying(value));
        }
        return Parts.map(place, values);
    }

    /** Whether it is at least as narrow. */
    boolean isOf(Logsource wider) {
        return parts.entrySet().containsAll(wider.parts.entrySet());
    }
}
