package dev.mandate.audit.engine.profiles;

import dev.mandate.events.risk.SessionRisk;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which arguments turn up evenly in many kinds of task. What a task needs gathers in the kinds that need it; what somebody
 * plants in what all of them read does not care about the task, so that its counts differ from kind to kind by chance alone.
 * The measure is the overdispersion of the counts against chance (that of the negative binomial distribution, 0 for chance).
 */
final class EvenSpread {
    private static final int MIN_KINDS = 6;
    private static final int MIN_SESSIONS = 10;
    private static final double MIN_SHARE = 0.01;
    /** Kinds that were played less say nothing. */
    private static final double PLAYED = 3;

    /** Above this the counts differ by more than chance: habits of ordinary tasks begin at 0.6, planted demands end below 0.5. */
    private static final double MAX_OVERDISPERSION = 0.6;

    /** How many standard errors the estimate must stay below it. */
    private static final double CONFIDENCE = 2;

    /** A kind of task that uses the argument as often as this asks for it itself. */
    private static final double OWN_SHARE = 0.15;

    private static final double OWN_TIMES = 2.5;
    private static final double PRIOR = 5;

    private final Map<String, Double> shares;

    private EvenSpread(Map<String, Double> shares) {
        this.shares = shares;
    }

    /**
     * @param played sessions by kind of task
     * @param counts of each argument, its sessions by kind of task
     */
    static EvenSpread of(Map<String, Double> played, Collection<Map.Entry<String, Map<String, Double>>> counts) {
        var known = played.entrySet().stream()
                .filter(kind -> kind.getValue() >= PLAYED)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var shares = new LinkedHashMap<String, Double>();
        if (known.size() > MIN_KINDS)
            for (var argument : counts) {
                var share = evenShare(known, argument.getValue());
                if (share != null) shares.put(argument.getKey(), share);
            }
        return new EvenSpread(shares);
    }

    /** Those that this kind of task doesn't ask for itself, the most frequent first. */
    Set<String> strangeTo(double playedHere, java.util.function.ToDoubleFunction<String> here) {
        return shares.entrySet().stream()
                .filter(argument -> here.applyAsDouble(argument.getKey()) / (playedHere + PRIOR)
                        <= Math.max(OWN_SHARE, OWN_TIMES * argument.getValue()))
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SessionRisk.MAX_SPREAD)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Its share of sessions if it is spread evenly; the kind that has most of it may be one that asks for it. */
    private static @Nullable Double evenShare(Map<String, Double> played, Map<String, Double> counts) {
        if (counts.size() < MIN_KINDS || Profiles.total(counts) < MIN_SESSIONS)
            return null; // most end here, at no cost
        String most = null;
        double highest = -1;
        double sessions = 0;
        double squares = 0;
        double found = 0;
        int kinds = 0;
        for (var kind : played.entrySet()) {
            double count = counts.getOrDefault(kind.getKey(), 0.0);
            double share = count / (kind.getValue() + 2);
            if (share > highest) {
                highest = share;
                most = kind.getKey();
            }
            sessions += kind.getValue();
            squares += kind.getValue() * kind.getValue();
            found += count;
            if (count > 0) kinds++;
        }
        if (most == null) return null;
        double atMost = played.getOrDefault(most, 0.0);
        double there = counts.getOrDefault(most, 0.0);
        sessions -= atMost;
        squares -= atMost * atMost;
        found -= there;
        if (there > 0) kinds--;
        double share = found / sessions;
        if (found < MIN_SESSIONS || kinds < MIN_KINDS || share < MIN_SHARE) return null;
        double chiSquare = 0;
        for (var kind : played.entrySet()) {
            if (kind.getKey().equals(most)) continue;
            double expected = kind.getValue() * share;
            double off = counts.getOrDefault(kind.getKey(), 0.0) - expected;
            chiSquare += off * off / expected;
        }
        double freedom = played.size() - 2.0;
        double expected = squares / sessions * share;
        double overdispersion = Math.max(0, (chiSquare / freedom - 1) / expected);
        double error = (overdispersion + 1 / expected) * Math.sqrt(2 / freedom);
        return overdispersion + CONFIDENCE * error <= MAX_OVERDISPERSION ? share : null;
    }
}
