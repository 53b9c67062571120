package dev.mandate.chaos.books;

import dev.mandate.events.cloudevents.Envelope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How many different records there are of each thing; nearly always one, of which a digest is kept. */
final class Copies {
    private final Map<String, Integer> first = new HashMap<>();
    private final Map<String, Set<Integer>> several = new HashMap<>();

    void add(String one, Envelope<?> event, byte[] value) {
        var digest = (Integer) Objects.hash(event.source(), event.id(), Arrays.hashCode(value));
        var before = first.putIfAbsent(one, digest);
        if (before != null && !before.equals(digest))
            several.computeIfAbsent(one, none -> new HashSet<>(Set.of(before))).add(digest);
    }

    Map<String, Integer> counts() {
        var counts = new HashMap<String, Integer>(first.size() * 4 / 3 + 1);
        first.keySet().forEach(one -> counts.put(one, 1));
        several.forEach((one, different) -> counts.put(one, different.size()));
        return counts;
    }
}
