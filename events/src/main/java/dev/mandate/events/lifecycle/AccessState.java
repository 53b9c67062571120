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
 * @param employmentNumber counts a person's employments from 1, by HR's effective times; it rises with every one that begins after
 *     another, and grants of an earlier one never come back. 1 if a record doesn't tell it
 * @param employmentFrom when the present (or last) employment began
 * @param attributes null once deleted, and only then
 */
public record AccessState(
        IdentityId identity,
        long revision,
        boolean deleted,
        Employment employment,
        int employmentNumber,
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
        if (employmentNumber == 0) employmentNumber = 1;
        if (employmentNumber < 1) throw new IllegalArgumentException("employmentNumber starts at 1");
        Objects.requireNonNull(employmentFrom, "employmentFrom is missing");
        Objects.requireNonNull(employeeId, "employeeId is missing");
        if (!deleted) Objects.requireNonNull(attributes, "attributes is missing");
        grants = grants == null ? List.of() : List.copyOf(grants);
    }
}
