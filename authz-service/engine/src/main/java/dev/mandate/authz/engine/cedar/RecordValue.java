package dev.mandate.authz.engine.cedar;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Cedar's record: attributes by name, in no order. */
public record RecordValue(Map<String, Value> attributes) implements Value {

    public static final RecordValue EMPTY = new RecordValue(Map.of());

    /** As many names can share a hash without harm, in a map that goes through them one by one. */
    private static final int FEW = 16;

    public RecordValue {
        attributes = attributes.size() <= FEW
                ? Map.copyOf(attributes)
                : Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    @Override
    public String typeName() {
        return "record";
    }
}
