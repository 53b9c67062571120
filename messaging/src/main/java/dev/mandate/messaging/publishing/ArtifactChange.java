package dev.mandate.messaging.publishing;

import org.jspecify.annotations.Nullable;

/**
 * What is asked to become of an artifact. A service offers the kinds that make sense for its own.
 *
 * @param version null where the kind says which, or none
 */
public record ArtifactChange(Kind kind, @Nullable Long version) {
    /** By these names they are stored and shown. */
    public enum Kind {
        /** Makes a version count. */
        ACTIVATE,
        /** Makes count what counted before; repeated, what counted before that. */
        ROLL_BACK,
        /** No version counts any more; what was shipped does again, where something was. A roll back doesn't lead to it. */
        DEACTIVATE,
        /** Nothing of this name counts any more, not even what was shipped. */
        RETIRE,
        /** Makes a version run beside what counts, without an effect. */
        WATCH,
        UNWATCH;

        public boolean ofShadow() {
            return this == WATCH || this == UNWATCH;
        }
    }
}
