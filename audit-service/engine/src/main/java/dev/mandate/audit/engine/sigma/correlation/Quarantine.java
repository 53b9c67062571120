package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Rules that failed, each left alone for a while: a minute, then twice as long each time, an hour at most. For one thread.
 *
 * <p>Not for ever, since whoever finds an event that a rule stumbles over would otherwise switch it off.
 */
public final class Quarantine {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Map<String, Term> terms = new HashMap<>();

    /**
     * @param times how often it failed so far
     * @param until when it is tried again
     */
    public record Term(int times, Instant until) {}

    public boolean holds(Rule rule, Instant now) {
        if (terms.isEmpty()) return false;
        var term = terms.get(rule.id() + " " + rule.version());
        return term != null && now.isBefore(term.until());
    }

    /** The rule threw. */
    public Term failed(Rule rule, Instant now) {
        return terms.merge(rule.id() + " " + rule.version(), new Term(1, now.plus(FIRST)), (before, first) -> {
            var length = FIRST.multipliedBy(1L << Math.min(before.times(), 6));
            return new Term(before.times() + 1, now.plus(length.compareTo(LONGEST) > 0 ? LONGEST : length));
        });
    }
}
