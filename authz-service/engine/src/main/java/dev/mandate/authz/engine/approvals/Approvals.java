package dev.mandate.authz.engine.approvals;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people let be made, once. The newest state of each approval is told by its owner's stream, one thread; what isn't readable or
 * over isn't there. Looked at only for a call that is demanded to be approved.
 */
public final class Approvals {
    private final Map<CallDigest, List<ApprovalState>> byCall = new ConcurrentHashMap<>();
    private final Map<String, CallDigest> calls = new ConcurrentHashMap<>();
    /** Of each call the last that lets nothing be made any more, so that it can be said why, until its owner deletes it. */
    private final Map<CallDigest, ApprovalState> over = new ConcurrentHashMap<>();

    private final ApprovalUses uses = new ApprovalUses();
    private final Supplier<Instant> completeUntil;

    /** @param completeUntil everything that people said before then is known here */
    public Approvals(Supplier<Instant> completeUntil) {
        this.completeUntil = completeUntil;
    }

    /** For where nobody approves anything. */
    public static Approvals none() {
        return new Approvals(() -> Instant.MAX);
    }

    /** The next state of an approval. */
    public void apply(ApprovalState state) {
        var key = state.approval().value();
        forget(key);
        var call = state.call();
        if (call == null || state.deleted()) return;
        calls.put(key, call.digest());
        if (state.status() == Status.USED || state.status() == Status.ENDED) over.put(call.digest(), state);
        else byCall.merge(call.digest(), List.of(state), Approvals::both);
    }

    /** Nothing is known of it, or it couldn't be read: it lets nothing be made. */
    public void forget(String approval) {
        var call = calls.remove(approval);
        if (call == null) return;
        over.computeIfPresent(call, (digest, last) -> last.approval().value().equals(approval) ? null : last);
        byCall.computeIfPresent(call, (digest, states) -> {
            var others = states.stream()
                    .filter(state -> !state.approval().value().equals(approval))
                    .toList();
            return others.isEmpty() ? null : others;
        });
    }

    /** The one that counts for this call: any answer before none, the last before others; null where nobody has been asked. */
    public @Nullable ApprovalState of(Wanted wanted, Instant now) {
        ApprovalState best = null;
        for (var state : byCall.getOrDefault(wanted.call(), List.of()))
            if (now.isBefore(state.until()) && counts(state, wanted) && (best == null || isBefore(state, best)))
                best = state;
        return best;
    }

    /** The last approval of just this call that was used up, or has ended; null where there was none. */
    public @Nullable ApprovalState over(Wanted wanted) {
        var last = over.get(wanted.call());
        return last != null && wanted.isFor(last) ? last : null;
    }

    private boolean counts(ApprovalState state, Wanted wanted) {
        if (state.status() == Status.REFUSED) return wanted.isFor(state);
        return wanted.isCoveredBy(state) && (state.status() != Status.GRANTED || uses.free(state.approval()));
    }

    /** Whoever was asked twice about one call has the last word; at the same instant it is no. */
    private static boolean isBefore(ApprovalState one, ApprovalState other) {
        var answer = one.answer();
        var others = other.answer();
        if (answer == null || others == null) return answer != null;
        var order = answer.at().compareTo(others.at());
        return order > 0 || order == 0 && !answer.approved();
    }

    /** Which allow used up which. */
    public ApprovalUses uses() {
        return uses;
    }

    public Instant completeUntil() {
        return completeUntil.get();
    }

    /** How many there are that somebody may still answer or use. */
    public int size() {
        return calls.size();
    }

    private static List<ApprovalState> both(List<ApprovalState> some, List<ApprovalState> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
