package dev.mandate.authz.engine.sessions;

import dev.mandate.events.ids.DecisionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often one session has used which model under which of its delegations, and how many tokens that took: from the allow on as many as it can
 * take at most, from its outcome on as many as were told. One thread at a time.
 */
final class ModelAccount {
    /** Of more uses the older count for good, as they stand then. */
    static final int KEPT = 2048;

    /** Delegations and models that are told apart; what is beyond counts for each of them. */
    static final int MOST_TOLD_APART = 256;

    private final Map<DecisionId, Entry> newest = new LinkedHashMap<>();
    private final Map<ModelUses.Of, ModelUses.Sum> sums = new HashMap<>();
    private long moved;
    private @Nullable Instant forgottenUntil;

    /** @param placed its record is on the topic */
    private record Entry(ModelUses.Of of, long tokens, boolean told, boolean ours, boolean placed) {
        Entry onTopic() {
            return new Entry(of, tokens, told, ours, true);
        }
    }

    ModelUses uses() {
        return new ModelUses(moved, Map.copyOf(sums));
    }

    /** Counts an allow, if nothing has been counted since; otherwise the decision has to be made again. */
    boolean count(ModelUses seen, DecisionId decision, ModelUses.Of of, long tokens) {
        if (seen.moved() != moved) return false;
        add(decision, new Entry(known(of), tokens, false, true, false));
        return true;
    }

    /**
     * The record of an allow is on the topic.
     *
     * @return for an own one before which others of other replicas came, what all that is before it used; else null
     */
    @Nullable
    ModelUses arrived(DecisionId decision, ModelUses.Of of, long tokens) {
        var entry = newest.get(decision);
        if (entry != null) {
            newest.put(decision, entry.onTopic());
            return entry.ours() ? before(decision) : null;
        }
        add(decision, new Entry(known(of), tokens, false, false, true));
        return null;
    }

    /** True if this is the record of an own allow that overtook nothing. */
    boolean returned(DecisionId decision) {
        var entry = newest.get(decision);
        if (entry == null || !entry.ours() || before(decision) != null) return false;
        newest.put(decision, entry.onTopic());
        return true;
    }

    /**
     * What other replicas recorded between an own allow and its record is before it, and what this one allowed since then is not, unless its
     * record came first.
     */
    private @Nullable ModelUses before(DecisionId decision) {
        var before = new HashMap<>(sums);
        var since = false;
        var others = false;
        for (var each : newest.entrySet()) {
            since |= each.getKey().equals(decision);
            if (!since) continue;
            var entry = each.getValue();
            others |= !entry.ours();
            if (entry.ours() && (!entry.placed() || each.getKey().equals(decision)))
                before.merge(entry.of(), new ModelUses.Sum(-1, -entry.tokens()), ModelUses.Sum::plus);
        }
        return others ? new ModelUses(moved, Map.copyOf(before)) : null;
    }

    /** What became of it: the largest number counts that anybody has told. */
    void told(DecisionId decision, ModelUses.Of of, long tokens) {
        var before = newest.get(decision);
        if (before == null) {
            if (!forgotten(decision)) add(decision, new Entry(known(of), tokens, true, false, false));
            return;
        }
        if (before.told() && before.tokens() >= tokens) return;
        newest.put(decision, new Entry(before.of(), tokens, true, before.ours(), before.placed()));
        sum(before.of(), 0, tokens - before.tokens());
    }

    /** The answer never left. */
    void withheld(DecisionId decision) {
        var before = newest.remove(decision);
        if (before != null) sum(before.of(), -1, -before.tokens());
    }

    private void add(DecisionId decision, Entry entry) {
        if (newest.size() == KEPT) {
            Iterator<DecisionId> oldest = newest.keySet().iterator();
            var made = oldest.next().madeAt();
            oldest.remove();
            if (made != null && (forgottenUntil == null || made.isAfter(forgottenUntil))) forgottenUntil = made;
        }
        newest.put(decision, entry);
        sum(entry.of(), 1, entry.tokens());
    }

    /** It may have been counted for good, as much as it can have taken. */
    private boolean forgotten(DecisionId decision) {
        var made = decision.madeAt();
        return forgottenUntil != null && (made == null || !made.isAfter(forgottenUntil));
    }

    private ModelUses.Of known(ModelUses.Of of) {
        return sums.containsKey(of) || sums.size() < MOST_TOLD_APART ? of : ModelUses.Of.ANY;
    }

    private void sum(ModelUses.Of of, long calls, long tokens) {
        moved++;
        sums.merge(of, new ModelUses.Sum(calls, tokens), ModelUses.Sum::plus);
    }
}
