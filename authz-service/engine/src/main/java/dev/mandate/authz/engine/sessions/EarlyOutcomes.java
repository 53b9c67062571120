package dev.mandate.authz.engine.sessions;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.ids.DecisionId;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of calls, told before the decision of another replica that they belong to; of too many the oldest are forgotten. */
final class EarlyOutcomes {
    private static final int KEPT = 10_000;

    private final Map<DecisionId, Outcome> outcomes = new LinkedHashMap<>();

    /**
     * @param call that it is about
     * @param shown the same with what its teller showed
     * @param at when it was begun
     * @param place where it is told
     */
    record Outcome(
            CallDigest call,
            CallDigest shown,
            boolean failed,
            @Nullable Instant at,
            ToldPlace place) {
        /** @param receipt digest of what its teller showed; null where he showed nothing */
        static Outcome of(CallDigest call, @Nullable String receipt, boolean failed, Instant at, ToldPlace place) {
            return new Outcome(call, call.with(receipt), failed, at, place);
        }
    }

    synchronized void keep(DecisionId decision, Outcome outcome) {
        outcomes.put(decision, outcome);
        if (outcomes.size() <= KEPT) return;
        Iterator<DecisionId> oldest = outcomes.keySet().iterator();
        oldest.next();
        oldest.remove();
    }

    synchronized @Nullable Outcome take(DecisionId decision) {
        return outcomes.isEmpty() ? null : outcomes.remove(decision);
    }
}
