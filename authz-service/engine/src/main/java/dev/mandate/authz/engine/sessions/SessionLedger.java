package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.sessions.SessionShares.Key;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every session was allowed so far, by the decisions of this replica from the moment they are made and by those of others
 * from the moment their records arrive. A session is a root delegation's; what somebody does without one counts by the day
 * (UTC), since it would never end.
 */
public final class SessionLedger {
    /** Of a call of which nobody reports any more. */
    private static final CallDigest SETTLED = new CallDigest(0, 0, 0, 0);

    private static final Duration RECENT = Duration.ofHours(4);

    /** By how much the risk job's clock may be ahead of ours. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private final int most;
    private final RecentLedger recent;
    private final TaintTracking taint;
    private final ConcurrentHashMap<Key, SessionAccount> accounts = new ConcurrentHashMap<>();
    private final EarlyOutcomes early = new EarlyOutcomes();
    private volatile @Nullable Instant knownSince;
    private volatile Supplier<Instant> judgedUntil = () -> Instant.EPOCH;
    private final SessionShares shares = new SessionShares();

    /** @param most sessions that it holds; beyond them whoever has most makes room */
    public SessionLedger(int most) {
        this(most, RECENT, InstantSource.fixed(Instant.EPOCH)); // in a world of its own nothing is long ago
    }

    /**
     * @param recent how long what agents did counts for them and for whom they did it, whichever session it was
     * @param clock by which it is told what is over
     */
    public SessionLedger(int most, Duration recent, InstantSource clock) {
        this.most = most;
        this.recent = new RecentLedger(recent);
        this.taint = new TaintTracking(recent, clock);
    }

    /** For a world in which nothing happened before. */
    public static SessionLedger fresh() {
        var ledger = new SessionLedger(Integer.MAX_VALUE);
        ledger.known(Instant.MIN);
        return ledger;
    }

    /** Everything that was allowed since this instant has been told. */
    void known(Instant since) {
        knownSince = since;
    }

    /**
     * By whom it is told until when the risk job has judged all that was on the topic.
     *
     * @param until never decreasing; the epoch while nothing is known
     */
    public void judgedUntil(Supplier<Instant> until) {
        judgedUntil = until;
    }

    private long judgedUntil() {
        return judgedUntil.get().minus(CLOCKS).toEpochMilli();
    }

    /** What the session was allowed before now. */
    public SessionTally of(SessionId session, Instant now) {
        var account = accounts.get(Key.of(session, now));
        return account == null ? SessionTally.NONE : account.tally(this::judgedUntil);
    }

    /**
     * Why the tally may lack something; null if it is whole.
     *
     * @param began when the task began; null for a session without one
     * @param by whose the call would be; null for a person's own doing
     */
    public @Nullable String doubt(SessionId session, @Nullable Instant began, Instant now, @Nullable Doers by) {
        var since = knownSince;
        if (since == null) return "what sessions did before is still being read";
        var start = began == null
                ? now.atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                : began;
        if (start.isBefore(since)) return "it began before what this replica has read";
        var account = accounts.get(Key.of(session, now));
        if (account != null) return account.lost() ? "a record about it can't be read" : null;
        if (start.isAfter(shares.droppedUntil(Doers.holder(session, by)))) return null;
        return "so many sessions are going on for the same person that the oldest found no room";
    }

    /** What the session has used of models before now. */
    public ModelUses models(SessionId session, Instant now) {
        var account = accounts.get(Key.of(session, now));
        return account == null ? ModelUses.NONE : account.models();
    }

    /** Counts an allow to use a model, if nothing of models has been counted since; otherwise the decision has to be made again. */
    public boolean count(
            SessionId session,
            Instant now,
            ModelUses seen,
            DecisionId decision,
            ModelUses.Of of,
            long tokens,
            @Nullable Doers by) {
        return account(session, now, by).count(seen, decision, of, tokens);
    }

    /** The record of an allow to use a model is on the topic; for an own one that overtook others, what was used before it. */
    @Nullable
    ModelUses arrived(
            SessionId session, Instant at, DecisionId decision, ModelUses.Of of, long tokens, @Nullable Doers by) {
        return account(session, at, by).arrived(decision, of, tokens);
    }

    /** How many tokens a use of a model took, or can have taken at most. */
    void told(SessionId session, Instant at, DecisionId decision, ModelUses.Of of, long tokens) {
        account(session, at, null).told(decision, of, tokens);
    }

    /** What agents did, whichever session it was. */
    public RecentLedger recently() {
        return recent;
    }

    /** Where what strangers named may have got to, whoever's session it was. */
    public TaintTracking taint() {
        return taint;
    }

    /** As below, and for whom it is done as well; also false if what was done for them has moved, where that is summed. */
    public boolean count(
            SessionId session,
            Instant now,
            SessionTally seen,
            Recents recents,
            DecisionId decision,
            CountedCall call,
            CallDigest digest) {
        var by = recents.by();
        if (by == null) return count(session, now, seen, decision, call, digest);
        account(session, now, by).by(by);
        var key = Key.of(session, now);
        return recent.count(recents, by, call, session, now, () -> {
            var account = accounts.get(key); // made room of meanwhile, it is decided again
            return account != null && account.count(seen, decision, call, digest);
        });
    }

    /** Counts an allow, if the session is still what the decision saw; otherwise the decision has to be made again. */
    public boolean count(
            SessionId session,
            Instant now,
            SessionTally seen,
            DecisionId decision,
            CountedCall call,
            CallDigest digest) {
        return account(session, now, null).count(seen, decision, call, digest);
    }

    /** The answer never left. */
    public void withheld(SessionId session, Instant at, DecisionId decision) {
        var account = account(session, at, null);
        var call = account.withheld(decision);
        if (call != null) recent.without(account.by(), call, at);
    }

    /** The record of an allow is on the topic; for an own one that overtook others, which. */
    @Nullable
    Overtaken arrived(SessionId session, Instant at, DecisionId decision, CountedCall call, CallDigest digest) {
        return arrived(session, at, decision, call, digest, null);
    }

    @Nullable
    Overtaken arrived(
            SessionId session,
            Instant at,
            DecisionId decision,
            CountedCall call,
            CallDigest digest,
            @Nullable Doers by) {
        var account = account(session, at, by);
        if (by != null && !account.knows(decision)) {
            account.by(by);
            recent.add(by, session, call, at);
        }
        var overtaken = account.arrived(decision, call, digest);
        for (var outcome : early.take(decision)) account.completed(decision, outcome);
        return overtaken;
    }

    /** True if this is the record of an own allow that overtook nothing, so that it tells nothing new. */
    boolean returned(SessionId session, Instant at, DecisionId decision) {
        var account = accounts.get(Key.of(session, at));
        return account != null && account.returned(decision);
    }

    /**
     * What became of a call. It completes just the one that was allowed by that decision of the session, and nothing else.
     *
     * @param at when it was begun
     */
    void completed(SessionId session, DecisionId decision, Instant at, EarlyOutcomes.Outcome outcome) {
        var account = accounts.get(Key.of(session, at));
        if (account == null || !account.completed(decision, outcome)) early.keep(decision, outcome);
    }

    /** It is known what became of this call of the session. */
    public boolean told(SessionId session, Instant at, DecisionId decision) {
        var account = accounts.get(Key.of(session, at));
        return account != null && account.told(decision);
    }

    /** Something of the session can't be told. */
    void lost(SessionId session, Instant at) {
        account(session, at, null).lose();
    }

    /** Something of the session couldn't be told. */
    boolean doubtful(SessionId session, Instant at) {
        var account = accounts.get(Key.of(session, at));
        return account != null && account.lost();
    }

    /** Counts a call that is long over, and judged. */
    public void settled(SessionId session, Instant at, DecisionId decision, CountedCall call) {
        var account = account(session, at, null);
        account.arrived(decision, call, SETTLED);
        account.completed(decision, new EarlyOutcomes.Outcome(SETTLED, SETTLED, false, null, ToldPlace.NONE, false));
    }

    public int size() {
        return accounts.size();
    }

    /** @param ended by the session's id and the day, counted from 1970, that its tally is of; the day is null for a task's */
    void forget(BiPredicate<String, @Nullable Long> ended) {
        accounts.entrySet().removeIf(entry -> {
            var key = entry.getKey();
            if (!ended.test(key.session(), key.day() == Key.TASK ? null : key.day())) return false;
            left(key, entry.getValue());
            return true;
        });
    }

    /** Forgets what is not recent any more. */
    void sweep(Instant now) {
        recent.sweep(now);
        shares.sweep(now);
    }

    /** What a session leaves behind for whom it was, if it ends before it is known what became of its reads. */
    private void left(Key key, SessionAccount account) {
        shares.remove(account.holder(), key);
        if (account.tally(this::judgedUntil).unfinishedReads() > 0)
            recent.leftOpen(account.by(), new SessionId(key.session()));
    }

    private SessionAccount account(SessionId session, Instant at, @Nullable Doers by) {
        var key = Key.of(session, at);
        var known = accounts.get(key);
        return known == null ? opened(key, Doers.holder(session, by), at) : known;
    }

    private SessionAccount opened(Key key, String holder, Instant at) {
        synchronized (shares) {
            var known = accounts.get(key);
            if (known != null) return known;
            if (accounts.size() >= most) for (var gone : shares.makeRoom(most, at)) dropped(gone);
            var account = new SessionAccount(holder);
            shares.add(holder, key, account);
            accounts.put(key, account);
            return account;
        }
    }

    private void dropped(Key key) {
        var account = accounts.remove(key);
        if (account != null) left(key, account);
    }
}
