package dev.mandate.messaging.publishing;

import dev.mandate.events.administration.Actor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change with all that there is to judge it by.
 *
 * @param versions newest first
 * @param history without it
 */
public record PlannedChange<A extends ArtifactRow, V extends VersionRow>(
        A artifact, List<V> versions, ChangeHistory history, ChangePlan plan, Actor by) {

    /** Null if there is none of this number, or no number. */
    public @Nullable V version(@Nullable Long number) {
        return versions.stream()
                .filter(row -> Objects.equals(row.version(), number))
                .findFirst()
                .orElse(null);
    }

    /** The version that is to count or to be watched; null where none is. */
    public @Nullable V target() {
        return version(plan.target());
    }
}
