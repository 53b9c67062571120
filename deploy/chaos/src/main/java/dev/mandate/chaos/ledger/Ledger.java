package dev.mandate.chaos.ledger;

import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What clients were told, and when, and what the server behind the gateways did: of each acknowledgement there must be one record, and no answer
 * may say what isn't so.
 */
public final class Ledger {
    /** How old what a decision goes by may be, by default; later nothing may be allowed to whoever lost it. */
    public static final Duration FRESHNESS = Duration.ofSeconds(30);

    /** Titles of rules: an incident of these, which agents here give rise to, must be told. */
    public static final String EXFILTRATION = "Private data read, then something sent outside";

    public static final String MADE_UP = "An action that no decision speaks for";

    /** Employees whose joining, or leaving, the broker acknowledged. */
    public final Set<String> joined = ConcurrentHashMap.newKeySet();

    public final Set<String> left = ConcurrentHashMap.newKeySet();
    public final Set<String> decisions = ConcurrentHashMap.newKeySet();
    /** Event ids of actions that the broker acknowledged. */
    public final Set<String> actions = ConcurrentHashMap.newKeySet();
    /** What administrators were told is done, by what it was done to. */
    public final Map<Change, Set<String>> changes = new ConcurrentHashMap<>();

    /** Title of the rule by session, where an incident must be told; nothing else may be. */
    public final Map<String, String> incidents = new ConcurrentHashMap<>();
    /** Of which the platform doesn't know whether all of it is acknowledged. */
    public final Set<String> uncertainSessions = ConcurrentHashMap.newKeySet();

    /** How often the server did what was asked by a call's id, whoever learnt of it. */
    public final Map<String, Integer> executed = new ConcurrentHashMap<>();

    /** Calls whose client has the tool's answer. */
    public final Set<String> done = ConcurrentHashMap.newKeySet();

    /** Calls whose client was told that they aren't made. */
    public final Set<String> notDone = ConcurrentHashMap.newKeySet();

    /** Calls of which the client doesn't know. */
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    public final Queue<String> wrongAllows = new ConcurrentLinkedQueue<>();
    public final Refusals refused = new Refusals();

    private final Map<String, LongAdder> denials = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final LongAdder allows = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
    private final AtomicLong longestSilence = new AtomicLong();

    public void changed(Change change, String subject) {
        changes.computeIfAbsent(change, none -> ConcurrentHashMap.newKeySet()).add(subject);
    }

    public void allowed(DecisionId decision) {
        allows.increment();
        answered(decision.value());
    }

    public void denied(String decision, String reason) {
        denials.computeIfAbsent(reason, unknown -> new LongAdder()).increment();
        answered(decision);
    }

    private void answered(String decision) {
        decisions.add(decision);
        answered();
    }

    private void answered() {
        silence();
        lastAnswer.set(System.nanoTime());
    }

    /** The server does it now. @param inScope whether some task here may have it done */
    public void executed(String call, boolean inScope) {
        executed.merge(call, 1, Integer::sum);
        if (!inScope) wrongAllows.add("outside its scope: " + call + " was made");
    }

    public void done(String call) {
        done.add(call);
        answered();
    }

    public void notDone(String call) {
        notDone.add(call);
        answered();
    }

    /** A gateway says that something went wrong, and not whether the server did it. */
    public void failed(String why) {
        failures.computeIfAbsent(why, unknown -> new LongAdder()).increment();
        answered();
    }

    public void unknown(String call) {
        unknown.add(call);
    }

    /** Calls that were made though whoever asked for them has heard nothing of it. */
    public long madeUnanswered() {
        return unknown.stream().filter(executed::containsKey).count();
    }

    /** The client gave up waiting. */
    public void unanswered() {
        unanswered.increment();
    }

    /** Longest time without any answer since this was asked last. */
    public Duration longestSilence() {
        silence();
        lastAnswer.set(System.nanoTime());
        return Duration.ofNanos(longestSilence.getAndSet(0));
    }

    private void silence() {
        var now = System.nanoTime() - lastAnswer.get();
        longestSilence.accumulateAndGet(now, Math::max);
    }

    /** @param lost when it was acknowledged that he lost it */
    public void wrong(String what, String decision, Instant asked, Instant lost) {
        wrongAllows.add("%s: %s was allowed, asked at %s, lost at %s".formatted(what, decision, asked, lost));
    }

    /** Of incidents that agents here give rise to, calls that gateways made, and what administrators change. */
    public boolean hasSomethingOfEachKind() {
        return !done.isEmpty()
                && incidents.values().containsAll(List.of(EXFILTRATION, MADE_UP))
                && changes().values().stream().allMatch(made -> made > 0);
    }

    /** How often administrators were told of each change that it is made. */
    public Map<Change, Integer> changes() {
        var made = new EnumMap<Change, Integer>(Change.class);
        for (var change : Change.values())
            made.put(change, changes.getOrDefault(change, Set.of()).size());
        return made;
    }

    /** @param before what there was of each when faults began, since when there must be more of each */
    public void requireChangesSince(Map<Change, Integer> before) {
        changes().forEach((change, made) -> {
            if (made <= before.getOrDefault(change, 0))
                refused.add("of what administrators do, nothing under faults: " + change.words
                        + "; what stood in its way is told here too, or they had no time for it");
        });
    }

    public long events() {
        return decisions.size() + actions.size() + 2L * done.size();
    }

    public String answers() {
        return "%,d allowed, %,d made by gateways, denied %s, failed %s, %,d without an answer"
                .formatted(
                        allows.sum(), done.size(), new TreeMap<>(denials), new TreeMap<>(failures), unanswered.sum());
    }
}
