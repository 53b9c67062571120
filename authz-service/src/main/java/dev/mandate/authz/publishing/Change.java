package dev.mandate.authz.publishing;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked to become of a set.
 *
 * @param version null where the kind says which, or none
 */
public record Change(Kind kind, @Nullable Long version) {
    /** Each is also what the policies of {@code governance} are asked about. */
    public enum Kind {
        ACTIVATE("activate"),
        /** Puts the version in force that was before the one that is. */
        ROLL_BACK("roll_back"),
        /** Takes the set out of force. */
        DEACTIVATE("activate"),
        WATCH("watch"),
        UNWATCH("watch");

        private final String action;

        Kind(String action) {
            this.action = action;
        }

        String action() {
            return action;
        }

        boolean ofActive() {
            return this != WATCH && this != UNWATCH;
        }
    }

    /**
     * Which version a roll back leads to: each goes one step further back, as undoing does.
     *
     * @param history in order
     * @return null if there is none before
     */
    static @Nullable Long before(List<PolicySets.ChangeFacts> history) {
        var inForce = new ArrayDeque<Long>();
        for (var change : history) {
            var version = change.version();
            if (change.kind() == Kind.ROLL_BACK) inForce.pollLast();
            else if (change.kind() == Kind.ACTIVATE && version != null && !version.equals(inForce.peekLast()))
                inForce.addLast(version);
        }
        inForce.pollLast();
        return inForce.peekLast();
    }
}
