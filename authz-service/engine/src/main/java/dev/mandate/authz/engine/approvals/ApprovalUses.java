package dev.mandate.authz.engine.approvals;

import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees to it that an approval is used once, whichever replicas are asked at the same time. An allow that uses one names it on its record,
 * and the records of a session are in one order for everybody: the first of them has it. So such an allow is given only once
 * its own record has come back here, and none that names the same approval before it. Whoever used it and died before he answered has
 * used it up all the same.
 *
 * <p>A replica that starts reads the records of the last day before it answers, and no approval lives as long.
 */
public final class ApprovalUses {
    /** Longer than an approval lives, so that nothing is forgotten that could be used again. */
    private static final Duration KEPT = Duration.ofHours(25);

    private final Map<ApprovalId, DecisionId> firsts = new ConcurrentHashMap<>();
    private final Map<ApprovalId, DecisionId> claims = new ConcurrentHashMap<>();
    private final Map<DecisionId, Claim> waiting = new ConcurrentHashMap<>();

    private record Claim(ApprovalId approval, CompletableFuture<Boolean> first) {}

    /** Nobody is known to have used it. */
    boolean free(ApprovalId approval) {
        return !firsts.containsKey(approval) && !claims.containsKey(approval);
    }

    /** A decision of this replica wants to use it; false if another one came first. */
    public boolean claim(ApprovalId approval, DecisionId decision) {
        if (firsts.containsKey(approval) || claims.putIfAbsent(approval, decision) != null) return false;
        waiting.put(decision, new Claim(approval, new CompletableFuture<>()));
        return true;
    }

    /** That decision is on no record and never will be. */
    public void release(ApprovalId approval, DecisionId decision) {
        waiting.remove(decision);
        claims.remove(approval, decision);
    }

    /**
     * Whether the decision, which claimed an approval, is the first on record that uses it; not completed before that is known.
     *
     * @return completed with false for one that claimed nothing
     */
    public CompletableFuture<Boolean> first(DecisionId decision) {
        var claim = waiting.get(decision);
        return claim == null ? CompletableFuture.completedFuture(false) : claim.first();
    }

    /** A record of an allow that uses it is on the topic; told in the order of the topic. */
    public void recorded(ApprovalId approval, DecisionId decision) {
        settle(approval, decision, true);
    }

    /** No decision of this replica wants to know whether it is the first. */
    public boolean idle() {
        return waiting.isEmpty();
    }

    /** A decision of this replica that wants to know whether it is the first. */
    public boolean awaits(DecisionId decision) {
        return !waiting.isEmpty() && waiting.containsKey(decision);
    }

    /**
     * The record of a decision of this replica is back.
     *
     * @param certain all records of its session before it could be read
     */
    public void returned(DecisionId decision, boolean certain) {
        var claim = waiting.get(decision);
        if (claim != null) settle(claim.approval(), decision, certain);
    }

    private void settle(ApprovalId approval, DecisionId decision, boolean certain) {
        var before = firsts.putIfAbsent(approval, decision);
        var claim = waiting.remove(decision);
        if (claim != null) claim.first().complete(certain && (before == null || before.equals(decision)));
    }

    /** Forgets what can't be used again anyhow. */
    public void sweep(Instant now) {
        var last = now.minus(KEPT);
        firsts.values().removeIf(decision -> before(decision, last));
        claims.values().removeIf(decision -> before(decision, last));
        waiting.entrySet().removeIf(entry -> {
            if (!before(entry.getKey(), now.minus(Duration.ofHours(1)))) return false;
            entry.getValue().first().complete(false);
            return true;
        });
    }

    private static boolean before(DecisionId decision, Instant last) {
        var made = decision.madeAt();
        return made == null || made.isBefore(last);
    }
}
