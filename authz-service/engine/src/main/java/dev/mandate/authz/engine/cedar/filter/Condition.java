package dev.mandate.authz.engine.cedar.filter;

import dev.mandate.authz.engine.cedar.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What resources are like. It holds of one or it doesn't, never neither: a test of an attribute that a resource hasn't got doesn't hold, so that its
 * negation does. {@link Conditions} makes them.
 */
public sealed interface Condition {
    record Constant(boolean value) implements Condition {}

    /** @param of two or more, none of them constant */
    record All(List<Condition> of) implements Condition {}

    /** @param of two or more, none of them constant */
    record Any(List<Condition> of) implements Condition {}

    record Not(Condition of) implements Condition {}

    /**
     * @param name of the attribute, or what the parents are called; empty for the id
     * @param values strings, numbers, truth values and names of entities, all of one type; none where another attribute is compared with
     * @param other attribute of the same type that it is compared with; null where values are
     */
    record Test(
            Of of,
            String name,
            Operator operator,
            List<Value> values,
            @Nullable String other) implements Condition {
        public Test {
            values = List.copyOf(values);
        }
    }

    /** What of the resource is looked at. */
    enum Of {
        ATTRIBUTE,
        ID,
        /** Any resource that it is in, of one type. */
        PARENT
    }

    enum Operator {
        /** It is there. */
        HAS,
        /** It is one of the values; or equal to the other attribute. */
        IN,
        LT,
        LE,
        GT,
        GE,
        /** It has the values in this order, begins with the first and ends with the last, with anything between them. */
        LIKE,
        /** A set that has one of the values. */
        CONTAINS_ANY,
        /** A set that has each of the values. */
        CONTAINS_ALL,
        /** A set that has none but the values. */
        WITHIN
    }
}
