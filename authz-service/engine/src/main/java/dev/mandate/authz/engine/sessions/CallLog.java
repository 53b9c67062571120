package dev.mandate.authz.engine.sessions;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.ids.DecisionId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The newest calls of one session, oldest first. They are kept for as long as the session, in arrays of numbers: an object for each
 * would be copied by collections of the heap, and each reference that is written to an old object has them search its surroundings.
 * One thread at a time.
 */
final class CallLog {
    private static final byte OURS = 1;
    private static final byte RETURNED = 2;
    private static final byte WITHHELD = 4;
    private static final byte COMPLETED = 8;

    /** That are kept; the oldest make room. Of more calls than an unsigned byte can tell apart the kind would need another type. */
    static final int MOST = 256;

    /** Most calls of a session are alike, or like the one before the last. */
    private static final int LOOKED_AT = 8;

    private DecisionBits ids = new DecisionBits(1);
    private byte[] kinds = new byte[1];
    private byte[] marks = new byte[1];
    private long[] digests = new long[2];
    private int size;
    private CountedCall[] calls = new CountedCall[0];
    private int known;

    int size() {
        return size;
    }

    /** An allowed call; ours from the moment it was allowed, another replica's from its record. */
    void add(DecisionId decision, CountedCall call, CallDigest digest, boolean ours) {
        makeRoom();
        digests[2 * size] = digest.first();
        digests[2 * size + 1] = digest.second();
        put(decision, kindOf(call), ours ? OURS : 0);
    }

    /** The mark that an allow of which nothing else is known never left. */
    void addWithheld(DecisionId decision) {
        makeRoom();
        put(decision, 0, WITHHELD);
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
        // What is withheld has no kind.
        return is(at, WITHHELD) ? null : calls[kinds[at] & 0xff];
    }

    /** It was allowed just this call; half of the digest tells, since whoever asks for a call and reports another finds no two alike. */
    boolean isOf(int at, CallDigest digest) {
        return digests[2 * at] == digest.first() && digests[2 * at + 1] == digest.second();
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

    private void put(DecisionId decision, int kind, byte mark) {
        ids.set(size, decision);
        kinds[size] = (byte) kind;
        marks[size] = mark;
        size++;
    }

    private void makeRoom() {
        if (size == MOST) {
            size--;
            ids.dropFirst(size);
            System.arraycopy(kinds, 1, kinds, 0, size);
            System.arraycopy(marks, 1, marks, 0, size);
            System.arraycopy(digests, 2, digests, 0, 2 * size);
        }
        if (size < marks.length) return;
        var room = Math.min(MOST, size + size / 2 + 1);
        ids = ids.withRoomFor(room);
        kinds = Arrays.copyOf(kinds, room);
        marks = Arrays.copyOf(marks, room);
        digests = Arrays.copyOf(digests, 2 * room);
    }

    private int kindOf(CountedCall call) {
        for (var at = known - 1; at >= Math.max(0, known - LOOKED_AT); at--) if (calls[at].equals(call)) return at;
        if (known == MOST) forgetUnused();
        if (known == calls.length) calls = Arrays.copyOf(calls, Math.min(MOST, known + known / 2 + 1));
        calls[known] = call;
        return known++;
    }

    /** There is room for one more call, so that at least one of the kinds is of none. */
    private void forgetUnused() {
        var moved = new int[known];
        Arrays.fill(moved, -1);
        var used = new CountedCall[known];
        var count = 0;
        for (var at = 0; at < size; at++) {
            var kind = kinds[at] & 0xff;
            if (is(at, WITHHELD)) continue;
            if (moved[kind] < 0) {
                moved[kind] = count;
                used[count++] = calls[kind];
            }
            kinds[at] = (byte) moved[kind];
        }
        calls = used;
        known = count;
    }
}
