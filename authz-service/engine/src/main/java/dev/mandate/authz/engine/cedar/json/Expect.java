package dev.mandate.authz.engine.cedar.json;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.EvaluationException;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import java.util.Set;

/** Type checks at decision time; Cedar converts nothing. */
final class Expect {

    private Expect() {}

    static boolean bool(Value value) {
        return value(BoolValue.class, "bool", value).value();
    }

    static long number(Value value) {
        return value(LongValue.class, "long", value).value();
    }

    static String string(Value value) {
        return value(StringValue.class, "string", value).value();
    }

    static Set<Value> set(Value value) {
        return value(SetValue.class, "set", value).elements();
    }

    static EntityUid entity(Value value) {
        return value(EntityUid.class, "entity", value);
    }

    static <V extends Value> V value(Class<V> type, String name, Value value) {
        if (type.isInstance(value)) return type.cast(value);
        throw new EvaluationException("type error: expected " + name + ", got " + value.typeName());
    }
}
