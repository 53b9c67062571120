package dev.mandate.authz.recording;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.DryRun;
import dev.mandate.events.authz.FilteredDecision;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that the broker has not taken, oldest first, up to a size. What ends an allow that is on record, or tells of a gap, is let
 * in beyond that: it is small, and without it the trail would be wrong instead of short. With a journal they outlive this process. Any thread.
 */
final class Backlog {
    private static final int MOST_BEYOND = 100_000;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final long limit;
    private final @Nullable Journal journal;
    private long size;
    private int beyond;

    Backlog(long limit, @Nullable Journal journal) {
        this.limit = limit;
        this.journal = journal;
    }

    record Waiting(DecisionEvent event, ProducerRecord<byte[], byte[]> record) {
        int size() {
            return SizedQueue.sizeOf(record);
        }

        boolean bounded() {
            return event instanceof Decided || event instanceof DryRun || event instanceof FilteredDecision;
        }

        /** The answer is the same with and without an acknowledgement. */
        boolean stands() {
            return event instanceof DryRun
                    || event instanceof Decided decided && !decided.allowed()
                    || event instanceof FilteredDecision filtered
                            && !filtered.answer().allowed();
        }

        ByteBuffer key() {
            return ByteBuffer.wrap(record.key());
        }
    }

    /** False if there is no room. */
    boolean add(Waiting one) {
        keep(one); // first: once it waits here, it can be sent and over at any time
        if (put(one)) return true;
        over(one);
        return false;
    }

    /** What is kept already, before all others. Nothing is refused, since the journal bounds it: what was on disk all the while isn't lost for want of room. */
    synchronized void takeOver(List<Waiting> left) {
        for (int at = left.size() - 1; at >= 0; at--) {
            count(left.get(at));
            waiting.addFirst(left.get(at));
        }
    }

    private synchronized boolean put(Waiting one) {
        if (one.bounded() ? size + one.size() > limit : beyond >= MOST_BEYOND) return false;
        count(one);
        waiting.addLast(one);
        return true;
    }

    /** It doesn't wait here, but outlives this process all the same. */
    void keep(Waiting one) {
        if (journal != null) journal.keep(one);
    }

    /** The broker has it, or never will. */
    void over(Waiting one) {
        if (journal != null) journal.settle(one);
    }

    /** The oldest, to be tried. */
    synchronized List<Waiting> take(int most) {
        var taken = new ArrayList<Waiting>();
        while (taken.size() < most && !waiting.isEmpty()) {
            var one = waiting.removeFirst();
            size -= one.bounded() ? one.size() : 0;
            beyond -= one.bounded() ? 0 : 1;
            taken.add(one);
        }
        return taken;
    }

    /**
     * Back to the head: what failed, and what came after it in the same session, so that it still comes after it. Nothing is refused.
     *
     * @param tried in the order in which they were taken
     * @param failed indices of them
     */
    synchronized void putBack(List<Waiting> tried, TreeSet<Integer> failed) {
        var back = new ArrayList<Waiting>();
        var sessions = new HashSet<ByteBuffer>();
        for (int at = failed.isEmpty() ? tried.size() : failed.first(); at < tried.size(); at++) {
            var one = tried.get(at);
            if (!failed.contains(at) && !sessions.contains(one.key())) continue;
            sessions.add(one.key());
            back.add(one);
        }
        for (int at = back.size() - 1; at >= 0; at--) {
            count(back.get(at));
            waiting.addFirst(back.get(at));
        }
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized int count() {
        return waiting.size();
    }

    private void count(Waiting one) {
        size += one.bounded() ? one.size() : 0;
        beyond += one.bounded() ? 0 : 1;
    }
}
