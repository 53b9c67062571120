package dev.mandate.audit.engine.attestation;

import dev.mandate.audit.engine.completeness.Progress;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.DryRun;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a task's sessions and the actions that wait for theirs. One decision speaks for one call: an id that
 * became known to others is worth nothing once the call has been told.
 *
 * <p>That a decision doesn't exist is known from how far decisions were read, never from a clock: its record was acknowledged before
 * the call was made, so it lies before any end that the broker is asked for once the action was taken up.
 */
public final class Attestations {
    /** Decisions are kept this much longer than calls may take to be told. Longer than any permit, and a while for what comes late. */
    private static final Duration KEPT_LONGER = Duration.ofMinutes(45);

    /** That are told at a time; the others wait for the next. */
    private static final int MOST_MISSED = 100;

    /**
     * Up to the answers to how many asks decisions must have been read. The first settles it for answers that waited for their record;
     * one more, a second later, lets the others come: what the operator chose not to wait for, and denials while the broker took none.
     */
    static final int ASKS = 2;

    private static final String TOPIC = TopicCatalogue.AUTHZ_DECISIONS.name();
    private static final char BORDER = '\u0000';

    public static final String DECISIONS = "session-decisions";
    public static final String WAITING = "session-waiting";

    private final KeyValueStore<String, KnownDecision> decisions;
    private final WaitingActions waiting;
    private final Progress progress;
    /** A call that was not told this long after its permit had ended is missed. */
    private final Duration reported;

    /** The decisions in the order in which they were read, so that forgetting looks at none that stays. */
    private final Deque<Read> inOrder = new ArrayDeque<>();

    /** Allows of which a report is owed, by when it can be missed. */
    private final Queue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));

    private record Read(long at, String key) {}

    private record Due(long at, String key) {}

    /** An allow of which nobody told what became of its call. */
    public record Missed(SessionId session, DecisionId decision, String agent, String tool) {}

    /**
     * @param progress of the task in decisions, among others
     * @param reported a call that was not told this long after its permit had ended is missed
     */
    public Attestations(
            KeyValueStore<String, KnownDecision> decisions,
            KeyValueStore<String, WaitingAction> waiting,
            Progress progress,
            Duration reported) {
        this.reported = reported;
        this.decisions = decisions;
        this.progress = progress;
        this.waiting = new WaitingActions(waiting, progress.asks());
        holdBackWhileFull();
        var known = new ArrayList<Read>();
        try (var all = decisions.all()) {
            all.forEachRemaining(entry -> {
                known.add(new Read(entry.value.read(), entry.key));
                awaitReport(entry.key, entry.value);
            });
        }
        known.sort(Comparator.comparingLong(Read::at));
        inOrder.addAll(known);
    }

    /**
     * Takes a decision in; the first record of an id counts.
     *
     * @return the actions that waited for it, and those that waited behind them
     */
    public List<WaitingAction> decided(DecisionEvent event, long now) {
        if (event instanceof Decided decided) return decided(decided, KnownDecision.of(decided, now));
        if (event instanceof DryRun dryRun) return dryRun(dryRun.answer(), now);
        if (event instanceof Withheld withheld) return withheld(withheld, now);
        return List.of(); // a gap is about no session
    }

    private List<WaitingAction> dryRun(Decided answer, long now) {
        var known = KnownDecision.of(answer, now);
        return decided(answer, known == null ? null : known.onlyAsked());
    }

    private List<WaitingAction> decided(Decided decided, @Nullable KnownDecision known) {
        if (decided.session() == null || known == null) return List.of();
        var key = key(decided.session(), decided.decision());
        if (decisions.get(key) == null) keep(key, known);
        return ready(decided.session());
    }

    private List<WaitingAction> withheld(Withheld withheld, long now) {
        if (withheld.session() == null) return List.of();
        var key = key(withheld.session(), withheld.decision());
        var before = decisions.get(key);
        var withdrawn = KnownDecision.withheld(before, now);
        if (before == null) keep(key, withdrawn);
        else decisions.put(key, withdrawn);
        return ready(withheld.session());
    }

    private void keep(String key, KnownDecision decision) {
        decisions.put(key, decision);
        inOrder.add(new Read(decision.read(), key));
        awaitReport(key, decision);
    }

    /** An agent's alone: who reports what people do themselves is nobody's duty. */
    private void awaitReport(String key, KnownDecision decision) {
        if (decision.owes() && !decision.agent().startsWith(IdentityId.PERSON))
            due.add(new Due(decision.until() + reported.toMillis(), key));
    }

    /**
     * How the action stands, and from now on its decision knows of it. Null if it names one that may still come, or follows one of its
     * session that does: then it {@link #waits}.
     *
     * @param action the same for every delivery of the action
     * @param shown digest of the receipt that whoever tells of it shows; null where he shows none
     */
    public @Nullable Report of(ToolCalled call, String action, @Nullable String shown) {
        return waiting.any(call.session()) ? null : found(call, action, shown);
    }

    /** How an action stands that doesn't wait any more. */
    public Report settled(ToolCalled call, String action, @Nullable String shown) {
        var found = found(call, action, shown);
        return found == null ? Report.UNKNOWN : found;
    }

    private @Nullable Report found(ToolCalled call, String action, @Nullable String shown) {
        if (call.decision() == null) return Report.NONE;
        var key = key(call.session(), call.decision());
        var known = decisions.get(key);
        if (known == null) return null;
        var standing = known.standingOf(call, action, shown);
        if (standing.restricts()) decisions.put(key, known.toldBy(action, standing));
        return new Report(standing, known);
    }

    public void waits(ToolCalled call, WaitingAction action) {
        var named = call.decision();
        waiting.add(call.session(), named == null ? null : key(call.session(), named), action, progress.asks());
        holdBackWhileFull();
    }

    /** Hands out the actions whose decision doesn't exist, as far as that is known by now, and those that waited behind them. */
    public List<WaitingAction> settled() {
        if (waiting.isEmpty()) return List.of();
        var settled = progress.reached(TOPIC) - ASKS;
        var all = new ArrayList<WaitingAction>();
        for (var session : waiting.sessionsWaitingSince(settled)) all.addAll(ready(session, settled));
        return all;
    }

    /** How many actions wait. */
    public int waiting() {
        return waiting.size();
    }

    /**
     * Takes away the actions that have waited since before, for whoever knows that no decision comes so late, and hands out those that waited behind
     * them.
     */
    public List<WaitingAction> passOver(long before) {
        var ready = new ArrayList<WaitingAction>();
        for (var session = waiting.dropFirst(before); session != null; session = waiting.dropFirst(before))
            ready.addAll(ready(new SessionId(session)));
        return ready;
    }

    /** Offset of the earliest action that waits. */
    public OptionalLong firstWaiting() {
        return waiting.first();
    }

    /**
     * Allows of which no report came while there was time; each is handed out once, and may be told of all the same.
     *
     * @param judged all actions of before then were held against their decisions, so that none of them is the report
     */
    public List<Missed> missed(Instant judged) {
        var missed = new ArrayList<Missed>();
        for (var next = due.peek();
                next != null && next.at() < judged.toEpochMilli() && missed.size() < MOST_MISSED;
                next = due.peek()) {
            due.remove();
            var known = decisions.get(next.key());
            if (known == null || !known.owes()) continue;
            decisions.put(next.key(), known.missed());
            var border = next.key().indexOf(BORDER);
            missed.add(new Missed(
                    new SessionId(next.key().substring(0, border)),
                    new DecisionId(next.key().substring(border + 1)),
                    known.agent(),
                    known.tool()));
        }
        return missed;
    }

    /** @param judged all actions of before then were held against their decisions */
    public void forget(Instant judged) {
        var horizon = judged.minus(reported).minus(KEPT_LONGER).toEpochMilli();
        for (var oldest = inOrder.peek(); oldest != null && oldest.at() < horizon; oldest = inOrder.peek())
            decisions.delete(inOrder.remove().key());
    }

    private List<WaitingAction> ready(SessionId session) {
        return waiting.any(session) ? ready(session.value(), progress.reached(TOPIC) - ASKS) : List.of();
    }

    private List<WaitingAction> ready(String session, long settled) {
        var ready = waiting.take(
                session,
                one -> one.since() <= settled || one.decision() != null && decisions.get(one.decision()) != null);
        holdBackWhileFull();
        return ready;
    }

    private void holdBackWhileFull() {
        progress.holdBackFor(TOPIC, waiting.full());
    }

    private static String key(SessionId session, DecisionId decision) {
        return session.value() + BORDER + decision.value();
    }
}
