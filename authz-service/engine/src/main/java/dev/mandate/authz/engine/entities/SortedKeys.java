package dev.mandate.authz.engine.entities;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a large table in order, for searches that go through it page by page. Costs nothing until the first search; then one
 * array of what there is, and a sorted set of what came since. May still have keys that the table has no more.
 */
final class SortedKeys {
    private final ConcurrentSkipListSet<String> since = new ConcurrentSkipListSet<>();
    private volatile String @Nullable [] base;
    private volatile boolean tracking;

    void added(String key) {
        if (!tracking) return;
        var known = base;
        if (known == null || Arrays.binarySearch(known, key) < 0) since.add(key);
    }

    /** @param all the keys of the table, read at the first search and whenever many have come since */
    Iterator<String> after(String key, Supplier<? extends Collection<String>> all) {
        var keys = sorted(all);
        var found = Arrays.binarySearch(keys, key);
        return new Merged(
                keys,
                found < 0 ? -found - 1 : found + 1,
                since.tailSet(key, false).iterator());
    }

    private synchronized String[] sorted(Supplier<? extends Collection<String>> all) {
        var known = base;
        if (known != null && since.size() <= 1000 + known.length / 8) return known;
        tracking = true;
        since.clear();
        var keys = all.get().toArray(String[]::new);
        Arrays.parallelSort(keys);
        base = keys;
        return keys;
    }

    /** Two sorted sequences as one, without what is in both twice. */
    private static final class Merged implements Iterator<String> {
        private final String[] base;
        private final Iterator<String> since;
        private int at;
        private @Nullable String late;

        Merged(String[] base, int at, Iterator<String> since) {
            this.base = base;
            this.at = at;
            this.since = since;
            this.late = since.hasNext() ? since.next() : null;
        }

        @Override
        public boolean hasNext() {
            return at < base.length || late != null;
        }

        @Override
        public String next() {
            var first = at < base.length ? base[at] : null;
            var second = late;
            if (second == null && first == null) throw new java.util.NoSuchElementException();
            if (second == null || (first != null && first.compareTo(second) < 0)) {
                at++;
                return java.util.Objects.requireNonNull(first);
            }
            if (second.equals(first)) at++;
            late = since.hasNext() ? since.next() : null;
            return second;
        }
    }
}
