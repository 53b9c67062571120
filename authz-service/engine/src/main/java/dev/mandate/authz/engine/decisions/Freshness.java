package dev.mandate.authz.engine.decisions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far each stream is known to be complete.
 *
 * @param completeUntil by topic
 * @param bound how old the oldest may be for an allow
 * @param risk the same of what was found about sessions, which only some calls wait for; null where nobody tells
 */
public record Freshness(
        Map<String, Instant> completeUntil,
        Duration bound,
        @Nullable Freshness risk) {

    public Freshness(Map<String, Instant> completeUntil, Duration bound) {
        this(completeUntil, bound, null);
    }

    /** The age of the oldest stream in milliseconds; never negative. */
    public long ageMillis(Instant now) {
        var oldest = completeUntil.isEmpty() ? Long.MAX_VALUE : 0L;
        for (var until : completeUntil.values())
            oldest = Math.max(oldest, Duration.between(until, now).toMillis());
        return oldest;
    }

    /** The topics that stand still, in order. */
    public List<String> stale(Instant now) {
        var stale = new ArrayList<String>(0);
        completeUntil.forEach((topic, until) -> {
            if (stale(until, now)) stale.add(topic);
        });
        stale.sort(Comparator.naturalOrder());
        return stale;
    }

    /** The topics of which even this much is not known, in order. */
    public List<String> olderThan(Duration age, Instant now) {
        return new Freshness(completeUntil, age).stale(now);
    }

    private boolean stale(Instant until, Instant now) {
        return until.plus(bound).isBefore(now);
    }
}
