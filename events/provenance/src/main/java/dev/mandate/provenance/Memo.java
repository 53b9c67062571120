package dev.mandate.provenance;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was worked out of a key, for the next time: at most so many, which are all forgotten together when there is no more room. They are
 * worked out again as they come: what is at work is asked for often.
 */
final class Memo<K, V> {
    private final int most;
    private final Function<K, V> worked;
    private final Map<K, V> kept = new ConcurrentHashMap<>();

    /** @param worked the same for the same key, whenever it is asked */
    Memo(int most, Function<K, V> worked) {
        this.most = most;
        this.worked = worked;
    }

    V of(K key) {
        var known = kept.get(key);
        if (known != null) return known;
        var made = worked.apply(key);
        if (kept.size() >= most) kept.clear();
        kept.put(key, made);
        return made;
    }
}
