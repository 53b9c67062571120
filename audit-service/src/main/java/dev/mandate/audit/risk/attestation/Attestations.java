package dev.mandate.audit.risk.attestation;

import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.Withheld;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a task's sessions and the actions that wait for theirs. One decision speaks for one call: an id that
 * became known to others is worth nothing once the call has been told.
 */
public final class Attestations {
    /** A call that is told later than this after its decision has none. */
    public static final Duration KEPT = Duration.ofHours(1);

    /** How far an action may be ahead of its decision: authz's record is acknowledged first, but read from another topic. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Of one session, so that whoever invents ids makes nobody else's actions unattested. */
    static final int MAX_WAITING = 32;

    private static final char BORDER = '\u0000';
    private static final char AFTER_BORDER = BORDER + 1;

    public static final String DECISIONS = "session-decisions";
    public static final String WAITING = "session-waiting";

    private final KeyValueStore<String, KnownDecision> decisions;
    private final KeyValueStore<String, WaitingAction> waiting;
    /** The decisions in the order in which they were read, so that forgetting looks at none that stays. */
    private final Deque<Read> inOrder = new ArrayDeque<>();

    private record Read(long at, String key) {}

    public Attestations(KeyValueStore<String, KnownDecision> decisions, KeyValueStore<String, WaitingAction> waiting) {
        this.decisions = decisions;
        this.waiting = waiting;
        var known = new ArrayList<Read>();
        try (var all = decisions.all()) {
            all.forEachRemaining(entry -> known.add(new Read(entry.value.read(), entry.key)));
        }
        known.sort(Comparator.comparingLong(Read::at));
        inOrder.addAll(known);
    }

    /**
     * Takes a decision in; the first record of an id counts.
     *
     * @return the actions that waited for it
     */
    public List<WaitingAction> decided(DecisionEvent event, long now) {
        if (event instanceof Decided decided) return decided(decided, now);
        if (event instanceof Withheld withheld) return withheld(withheld, now);
        return List.of(); // a gap is about no session
    }

    private List<WaitingAction> decided(Decided decided, long now) {
        var known = KnownDecision.of(decided, now);
        if (decided.session() == null || known == null) return List.of();
        var key = key(decided.session(), decided.decision());
        if (decisions.get(key) == null) keep(key, known);
        return waitingFor(key);
    }

    private List<WaitingAction> withheld(Withheld withheld, long now) {
        if (withheld.session() == null) return List.of();
        var key = key(withheld.session(), withheld.decision());
        var before = decisions.get(key);
        var withdrawn = KnownDecision.withheld(before, now);
        if (before == null) keep(key, withdrawn);
        else decisions.put(key, withdrawn);
        return waitingFor(key);
    }

    private void keep(String key, KnownDecision decision) {
        decisions.put(key, decision);
        inOrder.add(new Read(decision.read(), key));
    }

    /**
     * How the action stands, and from now on its decision is used. Null if it names one that may still come: then
     * {@link #waits} can keep it.
     *
     * @param action the same for every delivery of the action
     */
    public @Nullable Standing of(ToolCalled call, String action) {
        if (call.decision() == null) return Standing.NONE;
        var key = key(call.session(), call.decision());
        var known = decisions.get(key);
        if (known == null) return null;
        var standing = known.standingOf(call, action);
        if (standing.attested()) decisions.put(key, known.usedBy(action));
        return standing;
    }

    /** False if too many of its session wait already. */
    public boolean waits(ToolCalled call, String action, WaitingAction record) {
        var named = call.decision();
        if (named == null) return false;
        int others = 0;
        try (var of =
                waiting.range(call.session().value() + BORDER, call.session().value() + AFTER_BORDER)) {
            for (; of.hasNext(); of.next()) others++;
        }
        if (others >= MAX_WAITING) return false;
        waiting.put(key(call.session(), named) + BORDER + action, record);
        return true;
    }

    /** Hands out the actions whose decision did not come, and forgets what is too old. */
    public List<WaitingAction> overdue(long now) {
        var horizon = now - PATIENCE.toMillis();
        var overdue = new ArrayList<WaitingAction>();
        try (var all = waiting.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                if (entry.value.arrival().at() > horizon) continue;
                overdue.add(entry.value);
                waiting.delete(entry.key);
            }
        }
        return overdue;
    }

    /** When the oldest of the actions that still wait arrived. */
    public Optional<Instant> oldestWaiting() {
        Instant oldest = null;
        try (var all = waiting.all()) {
            while (all.hasNext()) {
                var at = Instant.ofEpochMilli(all.next().value.arrival().at());
                if (oldest == null || at.isBefore(oldest)) oldest = at;
            }
        }
        return Optional.ofNullable(oldest);
    }

    public void forget(long now) {
        var horizon = now - KEPT.toMillis();
        for (var oldest = inOrder.peek(); oldest != null && oldest.at() < horizon; oldest = inOrder.peek())
            decisions.delete(inOrder.remove().key());
    }

    private List<WaitingAction> waitingFor(String decision) {
        if (waiting.approximateNumEntries() == 0) return List.of(); // exact for a store in memory
        var found = new ArrayList<WaitingAction>();
        try (var range = waiting.range(decision + BORDER, decision + AFTER_BORDER)) {
            while (range.hasNext()) {
                var entry = range.next();
                found.add(entry.value);
                waiting.delete(entry.key);
            }
        }
        return found;
    }

    private static String key(SessionId session, DecisionId decision) {
        return session.value() + BORDER + decision.value();
    }
}
