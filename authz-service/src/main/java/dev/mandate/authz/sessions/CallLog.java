package dev.mandate.authz.sessions;

import dev.mandate.events.ids.DecisionId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The newest calls of one session, oldest first, in arrays: they are kept for as long as the session, so that objects of their own
 * would be what collections of the heap copy. One thread at a time.
 */
final class CallLog {
    private static final byte OURS = 1;
    private static final byte RETURNED = 2;
    private static final byte WITHHELD = 4;
    private static final byte COMPLETED = 8;

    private final int most;
    private DecisionBits ids = new DecisionBits(1);
    private @Nullable CountedCall[] calls = new @Nullable CountedCall[1];
    private byte[] marks = new byte[1];
    private int size;

    /** @param most that are kept; the oldest make room */
    CallLog(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    /** An allowed call; ours from the moment it was allowed, another replica's from its record. */
    void add(DecisionId decision, CountedCall call, boolean ours) {
        // Most calls of a session are alike.
        var last = size == 0 ? null : calls[size - 1];
        add(decision, call.equals(last) ? last : call, ours ? OURS : 0);
    }

    /** The mark that an allow of which nothing else is known never left. */
    void addWithheld(DecisionId decision) {
        add(decision, null, WITHHELD);
    }

    /** From the newest, which is nearly always the one; -1 if it isn't among them. */
    int find(DecisionId decision) {
        return ids.lastIndexOf(decision, size);
    }

    DecisionId decision(int at) {
        return ids.get(at);
    }

    /** Null for what counts no more, or never did. */
    @Nullable
    CountedCall counting(int at) {
        return is(at, WITHHELD) ? null : calls[at];
    }

    boolean ours(int at) {
        return is(at, OURS);
    }

    /** Its record has been read again. */
    boolean returned(int at) {
        return is(at, RETURNED);
    }

    boolean withheld(int at) {
        return is(at, WITHHELD);
    }

    boolean completed(int at) {
        return is(at, COMPLETED);
    }

    void markReturned(int at) {
        marks[at] |= RETURNED;
    }

    void markWithheld(int at) {
        marks[at] |= WITHHELD;
    }

    void markCompleted(int at) {
        marks[at] |= COMPLETED;
    }

    private boolean is(int at, byte mark) {
        return (marks[at] & mark) != 0;
    }

    private void add(DecisionId decision, @Nullable CountedCall call, byte mark) {
        if (size == most) dropOldest();
        if (size == calls.length) grow();
        ids.set(size, decision);
        calls[size] = call;
        marks[size] = mark;
        size++;
    }

    private void dropOldest() {
        size--;
        ids.dropFirst(size);
        System.arraycopy(calls, 1, calls, 0, size);
        System.arraycopy(marks, 1, marks, 0, size);
    }

    private void grow() {
        var room = Math.min(most, size + size / 2 + 1);
        ids = ids.withRoomFor(room);
        calls = Arrays.copyOf(calls, room);
        marks = Arrays.copyOf(marks, room);
    }
}
