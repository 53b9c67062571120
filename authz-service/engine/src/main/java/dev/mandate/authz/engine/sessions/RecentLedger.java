package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What agents did lately, and clients by people's tokens, by agent and by the person for whom they did it: a new delegation is a new session,
 * but no clean slate. There are no more accounts than identities that were allowed something.
 */
public final class RecentLedger {
    private final long windowMillis;
    private final ConcurrentHashMap<IdentityId, RecentAccount> accounts = new ConcurrentHashMap<>();

    RecentLedger(Duration window) {
        windowMillis = window.toMillis();
    }

    /** What was done lately by whom the call would be. */
    public Recents of(@Nullable Doers by, Instant now) {
        return by == null ? Recents.NONE : new Recents(by, of(by.agent(), now), of(by.person(), now));
    }

    private RecentTally of(@Nullable IdentityId who, Instant now) {
        var account = who == null ? null : accounts.get(who);
        return account == null ? RecentTally.NONE : account.tally(now.toEpochMilli());
    }

    /** Of one of the sessions that read what matters, other than this one, it is not known yet what that means. */
    public static boolean unjudged(
            RecentTally recent,
            @Nullable SessionId own,
            Function<SessionId, SessionTally> allowed,
            StateTable<SessionRisk> touched) {
        for (var reading : recent.readings()) {
            var session = reading.session();
            if (session.equals(own)) continue;
            if (reading.open()) return true;
            if (!allowed.apply(session).judgedBy(touched.get(session.value()).state())) return true;
        }
        return false;
    }

    /** One of those sessions, other than this one, has a read of which it isn't told yet, and maybe never will be, what came of it. */
    public static boolean underWay(
            RecentTally recent, @Nullable SessionId own, Function<SessionId, SessionTally> allowed) {
        return recent.readings().stream()
                .filter(reading -> !reading.session().equals(own))
                .anyMatch(reading ->
                        reading.open() || !allowed.apply(reading.session()).readsAreTold());
    }

    /** What the risk job told of those sessions, other than this one, in which strangers' text was read. */
    public static List<SessionRisk> readStrangers(
            Recents recents, @Nullable SessionId own, StateTable<SessionRisk> touched) {
        if (recents.by() == null) return List.of();
        var all = new LinkedHashMap<SessionId, SessionRisk>();
        for (var tally : List.of(recents.forPerson(), recents.ofAgent()))
            for (var reading : tally.readings()) {
                if (reading.session().equals(own)) continue;
                var risk = touched.get(reading.session().value()).state();
                if (risk != null && risk.untrustedReads() > 0) all.put(reading.session(), risk);
            }
        return List.copyOf(all.values());
    }

    /**
     * Counts the call for those whose it is, if it is counted in its session. What is summed is counted only if neither's sums have
     * changed since the decision saw them, so that several tasks at once don't go beyond a limit of theirs.
     */
    boolean count(Recents seen, Doers by, CountedCall call, SessionId session, Instant now, BooleanSupplier inSession) {
        var ofAgent = account(by.agent());
        var forPerson = by.person() == null ? ofAgent : account(by.person());
        synchronized (forPerson) { // people's before agents', everywhere
            synchronized (ofAgent) {
                var moved = !call.amounts().isEmpty()
                        && !(same(ofAgent, seen.ofAgent())
                                && same(forPerson, by.person() == null ? seen.ofAgent() : seen.forPerson()));
                if (moved || !kept(by.agent(), ofAgent) || by.person() != null && !kept(by.person(), forPerson))
                    return false;
                if (!inSession.getAsBoolean()) return false;
                ofAgent.add(call, session, now.toEpochMilli());
                if (forPerson != ofAgent) forPerson.add(call, session, now.toEpochMilli());
                return true;
            }
        }
    }

    private static boolean same(RecentAccount account, RecentTally seen) {
        return seen == RecentTally.NONE ? account.fresh() : account.is(seen);
    }

    /** An allow of which no decision here knew. */
    public void add(@Nullable Doers by, SessionId session, CountedCall call, Instant at) {
        if (by == null) return;
        add(by.agent(), session, call, at);
        var behind = by.behind();
        if (behind != null) add(behind, session, call, at);
    }

    private void add(IdentityId who, SessionId session, CountedCall call, Instant at) {
        while (true) {
            var account = account(who);
            synchronized (account) {
                if (!kept(who, account)) continue; // it was over, and is made anew
                account.add(call, session, at.toEpochMilli());
                return;
            }
        }
    }

    /** It has not been forgotten meanwhile: what is counted in one that was, nobody sees. Holds while the account is locked. */
    private boolean kept(IdentityId who, RecentAccount account) {
        return accounts.get(who) == account;
    }

    private RecentAccount account(IdentityId who) {
        return accounts.computeIfAbsent(who, any -> new RecentAccount(windowMillis));
    }

    /** The answer never left. All agents of a session act for one person; which of them it was is known if there is one. */
    void without(List<Doers> by, CountedCall call, Instant at) {
        if (by.isEmpty()) return;
        var first = by.get(0);
        if (by.size() == 1) without(first.agent(), call, at);
        without(by.size() == 1 ? first.behind() : first.person(), call, at);
    }

    private void without(@Nullable IdentityId who, CountedCall call, Instant at) {
        var account = who == null ? null : accounts.get(who);
        if (account != null) account.without(call, at.toEpochMilli());
    }

    /** A session is over before it is known what became of its reads, and never will be. */
    void leftOpen(List<Doers> by, SessionId session) {
        for (var one : by) {
            leftOpen(one.agent(), session);
            leftOpen(one.person(), session);
        }
    }

    private void leftOpen(@Nullable IdentityId who, SessionId session) {
        var account = who == null ? null : accounts.get(who);
        if (account != null) account.leftOpen(session);
    }

    /** What was done then counts now. */
    boolean counts(Instant then, Instant now) {
        return then.plusMillis(windowMillis + windowMillis / RecentAccount.PERIODS)
                .isAfter(now);
    }

    void sweep(Instant now) {
        accounts.forEach((who, account) -> {
            synchronized (account) {
                if (account.over(now.toEpochMilli())) accounts.remove(who, account);
            }
        });
    }
}
