package dev.mandate.chaos.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What was refused for a reason that no fault explains: each kind in the words of its first one, and how many there were. */
public final class Refusals {
    /** Kinds that are kept; of further ones only how many there were. */
    private static final int KINDS = 200;

    private static final int LONGEST = 2_000;

    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private final LongAdder further = new LongAdder();

    private record Kind(String first, LongAdder times) {}

    public void add(String refusal) {
        var words = refusal.length() > LONGEST ? refusal.substring(0, LONGEST) + "…" : refusal;
        var kind = kind(words);
        if (kinds.size() >= KINDS && !kinds.containsKey(kind)) further.increment();
        else
            kinds.computeIfAbsent(kind, none -> new Kind(words, new LongAdder()))
                    .times
                    .increment();
    }

    /** Without ids and times, which differ between two of a kind, and have digits. */
    private static String kind(String words) {
        return Arrays.stream(words.split("\\s"))
                .map(word -> word.chars().anyMatch(Character::isDigit) ? "…" : word)
                .collect(Collectors.joining(" "));
    }

    /** A line for each kind; empty where nothing was refused. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        for (var kind : kinds.values()) {
            var times = kind.times.sum();
            lines.add("refused: " + kind.first + (times == 1 ? "" : " (%,d like it)".formatted(times)));
        }
        if (further.sum() > 0) lines.add("refused: %,d more".formatted(further.sum()));
        return lines;
    }
}
