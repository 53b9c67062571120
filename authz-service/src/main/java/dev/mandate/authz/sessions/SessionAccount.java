package dev.mandate.authz.sessions;

import dev.mandate.events.ids.DecisionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One session: its tally, and the newest of its calls by decision, so that none counts twice and each can be taken back. */
final class SessionAccount {
    /** Of more calls the older count for good. */
    static final int KEPT = 256;

    private final List<Entry> entries = new ArrayList<>(2);
    private volatile SessionTally tally = SessionTally.NONE;
    private volatile boolean lost;

    /** An allowed call, or the mark that one was withheld. Guarded by the account. */
    private static final class Entry {
        final DecisionId decision;
        final @Nullable CountedCall call;
        final boolean ours;
        boolean returned;
        boolean withheld;
        boolean completed;

        Entry(DecisionId decision, @Nullable CountedCall call, boolean ours) {
            this.decision = decision;
            this.call = call;
            this.ours = ours;
        }

        boolean counts() {
            return call != null && !withheld;
        }
    }

    /** Something of it can't be told. */
    void lose() {
        lost = true;
    }

    boolean lost() {
        return lost;
    }

    SessionTally tally() {
        return tally;
    }

    /** Counts an own allow if the session still is what the decision saw. */
    synchronized boolean count(SessionTally seen, DecisionId decision, CountedCall call) {
        if (tally != seen) return false;
        add(new Entry(decision, call, true));
        tally = tally.with(call);
        return true;
    }

    /**
     * The record of an allow is on the topic.
     *
     * @return for an own one, what it overtook, if anything
     */
    synchronized @Nullable Overtaken arrived(DecisionId decision, CountedCall call) {
        var at = find(decision);
        if (at < 0) {
            add(new Entry(decision, call, false));
            tally = tally.with(call);
            return null;
        }
        var entry = entries.get(at);
        if (!entry.ours || entry.returned || entry.withheld) return null;
        entry.returned = true;
        return overtaken(at);
    }

    /** True if this is the record of an own allow that overtook nothing. */
    synchronized boolean returned(DecisionId decision) {
        var at = find(decision);
        if (at < 0 || !entries.get(at).ours || overtaken(at) != null) return false;
        entries.get(at).returned = true;
        return true;
    }

    /** Whatever other replicas recorded between an own allow and its record, the allow did not know. */
    private @Nullable Overtaken overtaken(int at) {
        if (!othersAfter(at)) return null;
        var unseen = new ArrayList<DecisionId>();
        var before = tally;
        for (var i = at; i < entries.size(); i++) {
            var entry = entries.get(i);
            if (!entry.counts() || entry.call == null) continue;
            if (entry.ours) before = before.without(entry.call, entry.completed);
            else unseen.add(entry.decision);
        }
        var known = before;
        for (var entry : entries.subList(at, entries.size()))
            if (!entry.ours && entry.counts() && entry.call != null) known = known.without(entry.call, entry.completed);
        return new Overtaken(entries.get(at).decision, List.copyOf(unseen), known, before);
    }

    private boolean othersAfter(int at) {
        for (var i = at + 1; i < entries.size(); i++) {
            var entry = entries.get(i);
            if (!entry.ours && entry.counts()) return true;
        }
        return false;
    }

    /** The answer never left; true if it counted until now. */
    synchronized boolean withheld(DecisionId decision) {
        var at = find(decision);
        if (at < 0) {
            var mark = new Entry(decision, null, false);
            mark.withheld = true;
            add(mark);
            return false;
        }
        var entry = entries.get(at);
        if (!entry.counts() || entry.call == null) return false;
        entry.withheld = true;
        tally = tally.without(entry.call, entry.completed);
        return true;
    }

    /** True if the action belongs to an allow that is known here. */
    synchronized boolean completed(DecisionId decision, String tool, boolean failed, @Nullable Instant at) {
        var index = find(decision);
        if (index < 0) return false;
        var entry = entries.get(index);
        if (!entry.counts()
                || entry.completed
                || entry.call == null
                || !entry.call.tool().equals(tool)) return true;
        entry.completed = true;
        tally = tally.completed(entry.call, failed, at);
        return true;
    }

    private void add(Entry entry) {
        if (entries.size() == KEPT) entries.remove(0);
        entries.add(entry);
    }

    /** From the newest, which is nearly always the one. */
    private int find(DecisionId decision) {
        for (var i = entries.size() - 1; i >= 0; i--)
            if (entries.get(i).decision.equals(decision)) return i;
        return -1;
    }
}
