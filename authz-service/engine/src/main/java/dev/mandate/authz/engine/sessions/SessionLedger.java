package dev.mandate.authz.engine.sessions;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What every session was allowed so far, by the decisions of this replica from the moment they are made and by those of others
 * from the moment their records arrive. A session is a root delegation's; what somebody does without one counts by the day
 * (UTC), since it would never end.
 */
public final class SessionLedger {
    /** Outcomes may arrive before the decision of another replica that they belong to. */
    private static final int OUTCOMES_KEPT = 10_000;

    /** Of a call of which nobody reports any more. */
    private static final CallDigest SETTLED = new CallDigest(0, 0, 0, 0);

    private static final Duration RECENT = Duration.ofHours(4);

    private final int most;
    private final RecentLedger recent;
    private final ConcurrentHashMap<Key, SessionAccount> accounts = new ConcurrentHashMap<>();
    private final Map<DecisionId, Outcome> outcomes = new LinkedHashMap<>();
    private volatile @Nullable Instant knownSince;
    private volatile Instant droppedUntil = Instant.MIN;

    /** @param day from 1970 that is counted; {@link #TASK} for a task, which is counted from its beginning to its end */
    private record Key(String session, long day) {
        static final long TASK = Long.MIN_VALUE;
    }

    private record Outcome(CallDigest call, boolean failed, Instant at) {}

    /** @param most sessions that it holds; of others nothing can be said */
    public SessionLedger(int most) {
        this(most, RECENT);
    }

    /** @param recent how long what agents did counts for them and for whom they did it, whichever session it was */
    public SessionLedger(int most, Duration recent) {
        this.most = most;
        this.recent = new RecentLedger(recent);
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

    /** What the session was allowed before now. */
    public SessionTally of(SessionId session, Instant now) {
        var account = accounts.get(key(session, now));
        return account == null ? SessionTally.NONE : account.tally();
    }

    /**
     * Why the tally may lack something; null if it is whole.
     *
     * @param began when the task began; null for a session without one
     */
    public @Nullable String doubt(SessionId session, @Nullable Instant began, Instant now) {
        var since = knownSince;
        if (since == null) return "what sessions did before is still being read";
        var start = began == null
                ? now.atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                : began;
        if (start.isBefore(since)) return "it began before what this replica has read";
        var account = accounts.get(key(session, now));
        if (account != null) return account.lost() ? "a record about it can't be read" : null;
        if (!start.isAfter(droppedUntil)) return "it may be one of those that found no room";
        return accounts.size() < most ? null : "more sessions are going on than find room";
    }

    /** What agents did, whichever session it was. */
    public RecentLedger recently() {
        return recent;
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
        if (!recent.count(recents, by, call, session, now, () -> count(session, now, seen, decision, call, digest)))
            return false;
        var account = accounts.get(key(session, now));
        if (account != null) account.by(by);
        return true;
    }

    /** Counts an allow, if the session is still what the decision saw; otherwise the decision has to be made again. */
    public boolean count(
            SessionId session,
            Instant now,
            SessionTally seen,
            DecisionId decision,
            CountedCall call,
            CallDigest digest) {
        var key = key(session, now);
        var known = accounts.get(key);
        var account = known == null ? accounts.computeIfAbsent(key, missing -> new SessionAccount()) : known;
        return account.count(seen, decision, call, digest);
    }

    /** The answer never left. */
    public void withheld(SessionId session, Instant at, DecisionId decision) {
        var account = room(session, at);
        var call = account == null ? null : account.withheld(decision);
        if (account == null || call == null) return;
        recent.without(account.by(), call, at);
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
        var account = room(session, at);
        if (account == null) {
            recent.add(by, session, call, at);
            return null;
        }
        if (by != null && !account.knows(decision)) {
            account.by(by);
            recent.add(by, session, call, at);
        }
        var overtaken = account.arrived(decision, call, digest);
        var outcome = early(decision);
        if (outcome != null) account.completed(decision, outcome.call, outcome.failed, outcome.at);
        return overtaken;
    }

    /** True if this is the record of an own allow that overtook nothing, so that it tells nothing new. */
    boolean returned(SessionId session, Instant at, DecisionId decision) {
        var account = accounts.get(key(session, at));
        return account != null && account.returned(decision);
    }

    /** What became of a call. It completes just the one that was allowed by that decision of the session, and nothing else. */
    void completed(SessionId session, DecisionId decision, CallDigest call, boolean failed, Instant at) {
        var account = accounts.get(key(session, at));
        if (account != null && account.completed(decision, call, failed, at)) return;
        synchronized (outcomes) {
            outcomes.put(decision, new Outcome(call, failed, at));
            if (outcomes.size() <= OUTCOMES_KEPT) return;
            Iterator<DecisionId> oldest = outcomes.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Something of the session can't be told. */
    void lost(SessionId session, Instant at) {
        var account = room(session, at);
        if (account != null) account.lose();
    }

    /** Counts a call that is long over, and judged. */
    public void settled(SessionId session, Instant at, DecisionId decision, CountedCall call) {
        var account = room(session, at);
        if (account == null) return;
        account.arrived(decision, call, SETTLED);
        account.completed(decision, SETTLED, false, null);
    }

    public int size() {
        return accounts.size();
    }

    /** @param ended by the session's id and the day, counted from 1970, that its tally is of; the day is null for a task's */
    void forget(BiPredicate<String, @Nullable Long> ended) {
        accounts.entrySet().removeIf(entry -> {
            var key = entry.getKey();
            if (!ended.test(key.session(), key.day() == Key.TASK ? null : key.day())) return false;
            leftOpen(key, entry.getValue());
            return true;
        });
    }

    /** What a session leaves behind for whom it was, if it ends before it is known what became of its reads. */
    private void leftOpen(Key key, SessionAccount account) {
        if (account.tally().unfinishedReads() > 0) recent.leftOpen(account.by(), new SessionId(key.session()));
    }

    private @Nullable Outcome early(DecisionId decision) {
        synchronized (outcomes) {
            return outcomes.isEmpty() ? null : outcomes.remove(decision);
        }
    }

    private @Nullable SessionAccount room(SessionId session, Instant at) {
        var key = key(session, at);
        var known = accounts.get(key);
        if (known != null) return known;
        if (accounts.size() >= most) {
            if (at.isAfter(droppedUntil)) droppedUntil = at;
            return null;
        }
        return accounts.computeIfAbsent(key, missing -> new SessionAccount());
    }

    private static Key key(SessionId session, Instant at) {
        var id = session.value();
        return new Key(id, id.indexOf(':') < 0 ? Key.TASK : Math.floorDiv(at.getEpochSecond(), 86_400));
    }
}
