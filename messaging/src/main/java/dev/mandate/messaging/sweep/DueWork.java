package dev.mandate.messaging.sweep;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What a {@link Sweep} looks at. Each call runs in a transaction of its own; what another replica holds is passed over. */
public interface DueWork {
    /**
     * Takes up to {@code limit} of those that are due.
     *
     * @return how many were taken
     */
    Uni<Integer> sweep(int limit);

    /** Takes this one, if it is still due. */
    Uni<Void> sweep(String id);

    /** Ids of up to {@code limit} of those that are due. */
    Uni<List<String>> due(int limit);

    /** Leaves it alone for a while, longer each time. */
    Uni<Void> putOff(String id);
}
