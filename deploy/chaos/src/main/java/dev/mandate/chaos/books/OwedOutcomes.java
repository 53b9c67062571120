package dev.mandate.chaos.books;

import dev.mandate.chaos.books.Found.Allow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Sessions with an allow of whose call nobody told what became of it: the client got no answer, or the gateway was killed before it could tell. The
 * risk job says so, once there has been time to tell.
 */
final class OwedOutcomes {
    static final String MISSED = "A call was allowed and nobody told what became of it";

    /** After the end of its permit, as the risk job waits, and as long as judging may stand still. */
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(15).plusMinutes(3);

    private final Found found;

    OwedOutcomes(Found found) {
        this.found = found;
    }

    /** With how many such allows: whoever missed some of a session and then others tells of each time. */
    Map<String, Integer> sessions() {
        return sessions(allow -> true);
    }

    /** Those that must be found by now. */
    Set<String> overdue(Instant now) {
        return sessions(allow -> allow.until().plus(TOLD_WITHIN).isBefore(now)).keySet();
    }

    private Map<String, Integer> sessions(Predicate<Allow> which) {
        var sessions = new TreeMap<String, Integer>();
        found.allows().forEach((decision, allow) -> {
            if (!found.told().contains(decision) && which.test(allow)) sessions.merge(allow.session(), 1, Integer::sum);
        });
        return sessions;
    }
}
