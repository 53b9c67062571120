package dev.mandate.authz.engine.sessions;

import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds an allow of a call that can have consequences, or of which somebody said how often, until its record's place on the topic is known. The records of a session are in one
 * order for everybody, and whatever was answered before somebody asked is on record before that question's answer. So once everything before its
 * own record has been read, an allow knows all that any replica let the session do first, and one that would have been none is
 * never given.
 */
public final class RecordPlaces {
    /** Long after whoever waited has given up. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Map<DecisionId, CompletableFuture<Boolean>> waiting = new ConcurrentHashMap<>();
    private volatile boolean told;

    /** Records are read here, so that places will be told. Without them nobody waits. */
    public void areTold() {
        told = true;
    }

    /** A decision of this replica waits for its place. */
    public void expect(DecisionId decision) {
        if (told) waiting.put(decision, new CompletableFuture<>());
    }

    /** Whether the allow stands where it is; null if it waits for no place. */
    public @Nullable CompletableFuture<Boolean> of(DecisionId decision) {
        return waiting.get(decision);
    }

    /** It is on no record and never will be, or nobody waits for that. */
    public void forget(DecisionId decision) {
        waiting.remove(decision);
    }

    /** Nobody waits. */
    boolean idle() {
        return waiting.isEmpty();
    }

    /** True if it waits for its place. */
    boolean awaits(DecisionId decision) {
        return !waiting.isEmpty() && waiting.containsKey(decision);
    }

    /**
     * Its place is known.
     *
     * @param stands nothing that is before it makes a difference
     * @return whether it waited
     */
    public boolean settle(DecisionId decision, boolean stands) {
        var one = take(decision);
        if (one == null) return false;
        one.complete(stands);
        return true;
    }

    /** Whoever takes it says in time whether it stands; null if it doesn't wait for its place. */
    public @Nullable CompletableFuture<Boolean> take(DecisionId decision) {
        return waiting.isEmpty() ? null : waiting.remove(decision);
    }

    /** Gives up what was never read. */
    void sweep(Instant now) {
        var last = now.minus(KEPT);
        for (var decision : waiting.keySet()) {
            var made = decision.madeAt();
            if (made == null || made.isBefore(last)) settle(decision, false);
        }
    }
}
