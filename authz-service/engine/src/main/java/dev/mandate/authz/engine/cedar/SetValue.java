package dev.mandate.authz.engine.cedar;

import java.util.Collection;
import java.util.Set;

/** Cedar's {@code Set}: neither order nor repetition matters, and elements may differ in type. */
public record SetValue(Set<Value> elements) implements Value {

    /** As many can share a hash, as can values inside values; of so few, each can be compared with each. */
    private static final int FEW = 16;

    public SetValue {
        elements = kept(elements);
    }

    public static SetValue of(Collection<? extends Value> elements) {
        return new SetValue(kept(elements));
    }

    private static Set<Value> kept(Collection<? extends Value> elements) {
        if (elements.size() > FEW) return OrderedValues.of(elements);
        for (var element : elements)
            if (element instanceof SetValue || element instanceof RecordValue) return OrderedValues.of(elements);
        return Set.copyOf(elements);
    }

    @Override
    public String typeName() {
        return "set";
    }
}
