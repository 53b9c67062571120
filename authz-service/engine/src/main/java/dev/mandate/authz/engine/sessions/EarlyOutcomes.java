package dev.mandate.authz.engine.sessions;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.ids.DecisionId;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of calls, told before the decision of another replica that they belong to. Which of several reports is whose the call was, that decision
 * alone says, but who shows the decision's receipt is known to be one to whom it was given: his report has a place that no other's takes. Of one decision
 * the first four of either kind are kept, of too many decisions the oldest are forgotten: a call whose outcome wasn't kept has none, after which its session
 * sends nothing.
 */
final class EarlyOutcomes {
    private static final int KEPT = 10_000;
    private static final int OF_ONE = 4;

    private final Map<DecisionId, List<Outcome>> proven = new LinkedHashMap<>();
    private final Map<DecisionId, List<Outcome>> others = new LinkedHashMap<>();

    /**
     * @param call that it is about
     * @param shown the same with what its teller showed
     * @param at when it was begun
     * @param place where it is told
     * @param proven whether its teller showed the decision's receipt; also false where that can't be known here
     */
    record Outcome(
            CallDigest call,
            CallDigest shown,
            boolean failed,
            @Nullable Instant at,
            ToldPlace place,
            boolean proven) {
        /** @param receipt digest of what its teller showed; null where he showed nothing */
        static Outcome of(CallDigest call, @Nullable String receipt, boolean failed, Instant at, ToldPlace place) {
            return new Outcome(call, call.with(receipt), failed, at, place, false);
        }

        Outcome provenIf(boolean receiptIsIts) {
            return new Outcome(call, shown, failed, at, place, receiptIsIts);
        }
    }

    synchronized void keep(DecisionId decision, Outcome outcome) {
        var outcomes = outcome.proven() ? proven : others;
        var told = outcomes.getOrDefault(decision, List.of());
        if (told.size() == OF_ONE) return;
        outcomes.put(decision, Stream.concat(told.stream(), Stream.of(outcome)).toList());
        if (outcomes.size() <= KEPT) return;
        Iterator<DecisionId> oldest = outcomes.keySet().iterator();
        oldest.next();
        oldest.remove();
    }

    /** Those that are proven, then others, in the order in which they were told. */
    synchronized List<Outcome> take(DecisionId decision) {
        if (proven.isEmpty() && others.isEmpty()) return List.of();
        return Stream.of(proven, others)
                .map(outcomes -> outcomes.remove(decision))
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .toList();
    }
}
