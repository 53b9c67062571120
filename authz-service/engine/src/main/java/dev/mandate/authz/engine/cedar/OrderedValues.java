package dev.mandate.authz.engine.cedar;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An immutable set that is sorted instead of hashed, so that no choice of elements makes it slow to build or to search. */
final class OrderedValues extends AbstractSet<Value> {
    private final List<Value> sorted;

    private OrderedValues(List<Value> sorted) {
        this.sorted = sorted;
    }

    static OrderedValues of(Collection<? extends Value> values) {
        if (values instanceof OrderedValues ordered) return ordered;
        var all = values.toArray(Value[]::new);
        Arrays.sort(all, ValueOrder.INSTANCE);
        var size = 0;
        for (var value : all)
            if (size == 0 || ValueOrder.INSTANCE.compare(all[size - 1], value) != 0) all[size++] = value;
        return new OrderedValues(List.of(Arrays.copyOf(all, size)));
    }

    @Override
    public boolean contains(@Nullable Object value) {
        return value instanceof Value sought && Collections.binarySearch(sorted, sought, ValueOrder.INSTANCE) >= 0;
    }

    @Override
    public Iterator<Value> iterator() {
        return sorted.iterator();
    }

    @Override
    public int size() {
        return sorted.size();
    }
}
