package dev.mandate.lifecycle.workers;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Grant;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One employee as he was last written; held under the lock of his row while he changes.
 *
 * @param source the HR system whose employee he is; null until one says that his employment starts
 * @param revision of his state on {@code lifecycle.access.v1}; 0 until first published
 * @param standing null until HR says that he joins
 * @param last the last event of the fold
 * @param dueAt when he must be looked at again, since an event takes effect or a grant ends
 * @param grants as last published
 */
public record Worker(
        String employeeId,
        IdentityId identity,
        @Nullable String source,
        long revision,
        @Nullable WorkerSnapshot standing,
        @Nullable Position last,
        @Nullable Instant dueAt,
        List<Grant> grants) {
    public Worker {
        grants = grants == null ? List.of() : List.copyOf(grants);
    }

    public boolean active() {
        return standing != null && standing.active();
    }

    boolean due(Instant now) {
        return dueAt != null && !dueAt.isAfter(now);
    }

    Worker of(@Nullable String source) {
        return new Worker(employeeId, identity, source, revision, standing, last, dueAt, grants);
    }

    /** Nobody has been told of his id yet, so that another may take its place. */
    boolean unknownYet() {
        return revision == 0;
    }

    Worker known(IdentityId by) {
        return new Worker(employeeId, by, source, revision, standing, last, dueAt, grants);
    }

    /** @param nextEventAt when the next known event takes effect */
    Worker folded(@Nullable WorkerSnapshot standing, @Nullable Position last, @Nullable Instant nextEventAt) {
        return new Worker(
                employeeId, identity, source, revision, standing, last, earliest(nextEventAt, grants), grants);
    }

    /** The next revision of his access. */
    public Worker published(List<Grant> granted) {
        return new Worker(
                employeeId, identity, source, revision + 1, standing, last, earliest(dueAt, granted), granted);
    }

    private static @Nullable Instant earliest(@Nullable Instant at, List<Grant> grants) {
        return Stream.concat(Stream.ofNullable(at), grants.stream().map(Grant::until))
                .filter(Objects::nonNull)
                .map(instant -> (Instant) instant)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
