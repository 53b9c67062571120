package dev.mandate.messaging.publishing;

import dev.mandate.messaging.result.Result;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a change would make of an artifact, before it is made.
 *
 * @param shadowBefore what is watched; null while nothing is
 * @param shadowAfter what would be watched; never the version that would count
 */
public record ChangePlan(
        ArtifactChange change,
        ActiveVersion before,
        @Nullable Long shadowBefore,
        ActiveVersion after,
        @Nullable Long shadowAfter) {

    /**
     * @param name as people call the artifact
     * @param isThere whether there is such a version
     */
    public static Result<ChangePlan, Refusal> of(
            ArtifactChange change,
            String name,
            ActiveVersion current,
            @Nullable Long shadow,
            LongPredicate isThere,
            ChangeHistory history) {
        var version = change.version();
        var wanted = change.kind() == ArtifactChange.Kind.ACTIVATE || change.kind() == ArtifactChange.Kind.WATCH;
        if (wanted && (version == null || !isThere.test(version)))
            return Result.refused(Refusal.unknown("Name a version of " + name + " that is there"));
        var after =
                switch (change.kind()) {
                    case ACTIVATE -> new ActiveVersion(version, false);
                    case ROLL_BACK -> history.before();
                    case DEACTIVATE -> ActiveVersion.SHIPPED;
                    case RETIRE -> ActiveVersion.RETIRED;
                    case WATCH, UNWATCH -> current;
                };
        if (after == null)
            return Result.refused(Refusal.conflict("Activate a version instead; there is none before this one"));
        var watched = change.kind().ofShadow() ? version : shadow;
        if (Objects.equals(watched, after.version())) watched = null;
        return Result.done(new ChangePlan(change, current, shadow, after, watched));
    }

    public boolean changesNothing() {
        return before.equals(after) && Objects.equals(shadowBefore, shadowAfter);
    }

    /** The version that is to count or to be watched by it; null where none is. */
    public @Nullable Long target() {
        return change.kind().ofShadow() ? change.version() : after.version();
    }

    /** Versions that count or are watched after it and weren't before. */
    public Set<Long> arriving() {
        var arriving = named(after, shadowAfter);
        arriving.removeAll(named(before, shadowBefore));
        return arriving;
    }

    /** Versions that counted or were watched before it and don't after it. */
    public Set<Long> leaving() {
        var leaving = named(before, shadowBefore);
        leaving.removeAll(named(after, shadowAfter));
        return leaving;
    }

    private static Set<Long> named(ActiveVersion current, @Nullable Long shadow) {
        var named = new TreeSet<Long>();
        if (current.version() != null) named.add(current.version());
        if (shadow != null) named.add(shadow);
        return named;
    }
}
