package dev.mandate.events.lifecycle;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State on {@code lifecycle.access.v1}, keyed by {@link #identity()}: a person's employment, the attributes that policies use
 * and all grants, in one record, so that a mover never holds a mixture of old and new.
 *
 * @param employmentFrom when the present (or last) employment began; grants of an earlier one never come back
 * @param attributes null once deleted
 */
public record AccessState(
        IdentityId identity,
        long revision,
        boolean deleted,
        Employment employment,
        Instant employmentFrom,
        String employeeId,
        @Nullable WorkerAttributes attributes,
        List<Grant> grants)
        implements StateRecord {
    public static final EventFamily<AccessState> FAMILY = new EventFamily<>(
            TopicCatalogue.LIFECYCLE_ACCESS,
            Map.of("lifecycle.access.v1", AccessState.class),
            state -> state.identity().value());

    public enum Employment {
        /** Joins at an instant that is still ahead. */
        PENDING,
        ACTIVE,
        ENDED
    }

    public AccessState {
        Objects.requireNonNull(identity, "identity is missing");
        if (revision < 1) throw new IllegalArgumentException("revision starts at 1");
        Objects.requireNonNull(employment, "employment is missing");
        Objects.requireNonNull(employmentFrom, "employmentFrom is missing");
        Objects.requireNonNull(employeeId, "employeeId is missing");
        grants = grants == null ? List.of() : List.copyOf(grants);
    }
}
