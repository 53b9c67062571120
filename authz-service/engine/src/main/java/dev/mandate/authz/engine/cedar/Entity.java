package dev.mandate.authz.engine.cedar;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known about one entity. Made for projections: nothing is copied, and only what a policy asks for is looked up. */
public interface Entity {

    EntityUid uid();

    /** Null if the entity has no such attribute. */
    @Nullable
    Value attribute(String name);

    /** Null if the entity has no such tag. */
    @Nullable
    Value tag(String name);

    /** All groups that the entity is in, directly or through other groups; without the entity itself. */
    Set<EntityUid> ancestors();

    /** Worth overriding where the answer is cheaper than the whole set of {@link #ancestors()}. */
    default boolean isDescendantOf(EntityUid group) {
        return ancestors().contains(group);
    }
}
