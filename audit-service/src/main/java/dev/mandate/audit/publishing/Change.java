package dev.mandate.audit.publishing;

import java.util.ArrayDeque;
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
        for (var change : history) {
            if (change.kind() == Kind.ROLL_BACK) standings.removeLast();
            if (change.kind() == Kind.ACTIVATE) standings.addLast(new Standing(change.version(), false));
            if (change.kind() == Kind.RETIRE) standings.addLast(new Standing(null, true));
        }
        standings.removeLast();
        return standings.peekLast();
    }
}
