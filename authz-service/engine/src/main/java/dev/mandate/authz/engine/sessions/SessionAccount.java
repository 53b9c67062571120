package dev.mandate.authz.engine.sessions;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.ids.DecisionId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One session: its tally, and the newest of its calls by decision, so that none counts twice and each can be taken back. */
final class SessionAccount {
    /** Of more calls the older count for good. */
    static final int KEPT = CallLog.MOST;

    private static final int MOST_DOERS = 8;

    private final String holder;
    private final CallLog log = new CallLog();
    private final KeptTally kept = new KeptTally();
    private List<Doers> by = List.of();
    private @Nullable ModelAccount models;
    private volatile boolean lost;

    /** @param holder in whose share of all sessions it is */
    SessionAccount(String holder) {
        this.holder = holder;
    }

    String holder() {
        return holder;
    }

    /** Nothing of it stands for more than that it was. */
    synchronized boolean idle() {
        return !lost && models == null && kept.copy().labels().isEmpty();
    }

    /** Whose calls it has, a few at most: of a session whose agents are more, recent doings of the others stay. */
    synchronized void by(@Nullable Doers doers) {
        if (doers == null || by.contains(doers) || by.size() == MOST_DOERS) return;
        var more = new ArrayList<>(by);
        more.add(doers);
        by = List.copyOf(more);
    }

    synchronized List<Doers> by() {
        return by;
    }

    synchronized boolean knows(DecisionId decision) {
        return log.find(decision) >= 0;
    }

    synchronized boolean told(DecisionId decision) {
        var at = log.find(decision);
        return at >= 0 && log.completed(at);
    }

    /** Something of it can't be told. */
    void lose() {
        lost = true;
    }

    boolean lost() {
        return lost;
    }

    /** @param judgedUntil in milliseconds since 1970, see {@link KeptTally#judged} */
    synchronized SessionTally tally(LongSupplier judgedUntil) {
        kept.judged(judgedUntil);
        return kept.copy();
    }

    /** Counts an own allow if the session still is what the decision saw. */
    synchronized boolean count(SessionTally seen, DecisionId decision, CountedCall call, CallDigest digest) {
        if (!kept.is(seen)) return false;
        log.add(decision, call, digest, true);
        kept.become(seen.with(call));
        return true;
    }

    /**
     * The record of an allow is on the topic.
     *
     * @return for an own one, what it overtook, if anything
     */
    synchronized @Nullable Overtaken arrived(DecisionId decision, CountedCall call, CallDigest digest) {
        var at = log.find(decision);
        if (at < 0) {
            log.add(decision, call, digest, false);
            kept.become(kept.copy().with(call));
            return null;
        }
        if (!log.ours(at) || log.returned(at) || log.withheld(at)) return null;
        log.markReturned(at);
        return overtaken(at);
    }

    /** True if this is the record of an own allow that overtook nothing. */
    synchronized boolean returned(DecisionId decision) {
        var at = log.find(decision);
        if (at < 0) return models != null && models.returned(decision);
        if (!log.ours(at) || othersAfter(at)) return false;
        log.markReturned(at);
        return true;
    }

    /** Whatever other replicas recorded between an own allow and its record, the allow did not know. */
    private @Nullable Overtaken overtaken(int at) {
        var own = log.counting(at);
        if (own == null || !othersAfter(at)) return null;
        var unseen = new ArrayList<DecisionId>();
        var calls = new ArrayList<CountedCall>();
        var before = kept.copy();
        for (var i = at; i < log.size(); i++) {
            var call = log.counting(i);
            if (call == null) continue;
            if (log.ours(i)) {
                // One that was allowed later, but whose record came first, is before it.
                if (i == at || !log.returned(i)) before = before.without(call, log.completed(i));
            } else {
                unseen.add(log.decision(i));
                calls.add(call);
            }
        }
        var known = before;
        for (var i = at; i < log.size(); i++) {
            var call = log.counting(i);
            if (call != null && !log.ours(i)) known = known.without(call, log.completed(i));
        }
        return new Overtaken(log.decision(at), own, List.copyOf(unseen), List.copyOf(calls), known, before);
    }

    private boolean othersAfter(int at) {
        for (var i = at + 1; i < log.size(); i++) if (!log.ours(i) && log.counting(i) != null) return true;
        return false;
    }

    synchronized ModelUses models() {
        return models == null ? ModelUses.NONE : models.uses();
    }

    /** Counts an own allow to use a model if nothing of models has been counted since. */
    synchronized boolean count(ModelUses seen, DecisionId decision, ModelUses.Of of, long tokens) {
        return modelAccount().count(seen, decision, of, tokens);
    }

    /** The record of an allow to use a model is on the topic; for an own one that overtook others, what was used before it. */
    synchronized @Nullable ModelUses arrived(DecisionId decision, ModelUses.Of of, long tokens) {
        return modelAccount().arrived(decision, of, tokens);
    }

    /** How many tokens a use of a model took. */
    synchronized void told(DecisionId decision, ModelUses.Of of, long tokens) {
        modelAccount().told(decision, of, tokens);
    }

    private ModelAccount modelAccount() {
        var known = models;
        if (known == null) {
            known = new ModelAccount();
            models = known;
        }
        return known;
    }

    /** The answer never left; the call if it counted until now. */
    synchronized @Nullable CountedCall withheld(DecisionId decision) {
        if (models != null) models.withheld(decision);
        var at = log.find(decision);
        if (at < 0) {
            log.addWithheld(decision);
            return null;
        }
        var call = log.counting(at);
        if (call == null) return null;
        log.markWithheld(at);
        kept.become(kept.copy().without(call, log.completed(at)));
        return call;
    }

    /**
     * True if the action names an allow that is known here; only a report of just the call that was allowed completes it, and only by whom the
     * answer was given to, where it was given with anything.
     */
    synchronized boolean completed(DecisionId decision, EarlyOutcomes.Outcome outcome) {
        var index = log.find(decision);
        if (index < 0) return false;
        var call = log.counting(index);
        if (call == null || log.completed(index) || !isOf(index, outcome)) return true;
        log.markCompleted(index);
        kept.become(kept.copy().completed(call, outcome.failed(), outcome.at(), outcome.place()));
        return true;
    }

    private boolean isOf(int index, EarlyOutcomes.Outcome outcome) {
        return log.isOf(index, outcome.call()) || log.isOf(index, outcome.shown());
    }
}
