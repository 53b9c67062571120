package dev.mandate.audit.publishing;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked to become of a rule.
 *
 * @param version null where the kind says which, or none
 */
record Change(Kind kind, @Nullable Long version) {
    enum Kind {
        ACTIVATE,
        /** Makes count what counted before. */
        ROLL_BACK,
        /** Nothing of this id counts any more, not even what was shipped. */
        RETIRE,
        WATCH,
        UNWATCH;

        boolean ofShadow() {
            return this == WATCH || this == UNWATCH;
        }
    }

    /** What counts of a rule: a version, nothing, or, if both are absent, what was shipped. */
    record Standing(@Nullable Long version, boolean retired) {
        static final Standing SHIPPED = new Standing(null, false);
    }

    /**
     * What a roll back leads to: each goes one step further back, as undoing does.
     *
     * @param history in order
     * @return null if nothing was changed that could be undone
     */
    static @Nullable Standing before(List<Rules.ChangeFacts> history) {
        var standings = new ArrayDeque<Standing>();
        standings.addLast(Standing.SHIPPED);
        for (var change : history) take(standings, change);
        standings.removeLast();
        return standings.peekLast();
    }

    /** What began nothing any more from then on, and completes what had begun. */
    record GaveWay(@Nullable Long version, Instant at) {}

    /**
     * What gave way to what counts now. A change of the shadow ends nothing that it still has to complete.
     *
     * @param history in order
     * @return null if nothing did: a retired rule completes nothing, and a rule that comes back finds nothing to complete
     */
    static @Nullable GaveWay gaveWay(List<Rules.ChangeFacts> history) {
        var standings = new ArrayDeque<Standing>();
        standings.addLast(Standing.SHIPPED);
        @Nullable GaveWay gaveWay = null;
        for (var change : history) {
            var before = standings.getLast();
            take(standings, change);
            var after = standings.getLast();
            if (!after.equals(before))
                gaveWay = before.retired() || after.retired() ? null : new GaveWay(before.version(), change.at());
        }
        return gaveWay;
    }

    private static void take(Deque<Standing> standings, Rules.ChangeFacts change) {
        if (change.kind() == Kind.ROLL_BACK) standings.removeLast();
        if (change.kind() == Kind.ACTIVATE) standings.addLast(new Standing(change.version(), false));
        if (change.kind() == Kind.RETIRE) standings.addLast(new Standing(null, true));
    }
}
