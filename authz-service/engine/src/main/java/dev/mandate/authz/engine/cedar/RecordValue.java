package dev.mandate.authz.engine.cedar;

import java.util.Map;

/** Cedar's record: attributes by name, in no order. */
public record RecordValue(Map<String, Value> attributes) implements Value {

    public static final RecordValue EMPTY = new RecordValue(Map.of());

    public RecordValue {
        attributes = Map.copyOf(attributes);
    }

    @Override
    public String typeName() {
        return "record";
    }
}
