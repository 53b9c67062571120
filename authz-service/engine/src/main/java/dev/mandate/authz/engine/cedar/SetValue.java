package dev.mandate.authz.engine.cedar;

import java.util.Collection;
import java.util.Set;

/** Cedar's {@code Set}: neither order nor repetition matters, and elements may differ in type. */
public record SetValue(Set<Value> elements) implements Value {

    public SetValue {
        elements = Set.copyOf(elements);
    }

    public static SetValue of(Collection<? extends Value> elements) {
        return new SetValue(Set.copyOf(elements));
    }

    @Override
    public String typeName() {
        return "set";
    }
}
