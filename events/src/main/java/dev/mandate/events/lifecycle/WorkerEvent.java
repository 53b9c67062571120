package dev.mandate.events.lifecycle;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Facts on {@code lifecycle.workers.v1}, keyed by {@link #identity()}: the facts of one worker stay in order. */
public sealed interface WorkerEvent {
    EventFamily<WorkerEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.LIFECYCLE_WORKERS,
            Map.of(
                    "lifecycle.worker.joined.v1", Joined.class,
                    "lifecycle.worker.moved.v1", Moved.class,
                    "lifecycle.worker.left.v1", Left.class,
                    "lifecycle.worker.rehired.v1", Rehired.class),
            event -> event.identity().value());

    IdentityId identity();

    String employeeId();

    /** When it took effect, by HR. */
    Instant effectiveAt();

    /** Employment starts. */
    record Joined(IdentityId identity, String employeeId, Instant effectiveAt, WorkerAttributes attributes)
            implements WorkerEvent {
        public Joined {
            check(identity, employeeId, effectiveAt);
            Objects.requireNonNull(attributes, "attributes is missing");
        }
    }

    /** Attributes changed. */
    record Moved(IdentityId identity, String employeeId, Instant effectiveAt, WorkerAttributes attributes)
            implements WorkerEvent {
        public Moved {
            check(identity, employeeId, effectiveAt);
            Objects.requireNonNull(attributes, "attributes is missing");
        }
    }

    /** Employment ends: every access is gone from {@code effectiveAt}, which is in the past for a departure reported late. */
    record Left(IdentityId identity, String employeeId, Instant effectiveAt) implements WorkerEvent {
        public Left {
            check(identity, employeeId, effectiveAt);
        }
    }

    /** Employment starts afresh; nothing of before is valid again. */
    record Rehired(IdentityId identity, String employeeId, Instant effectiveAt, WorkerAttributes attributes)
            implements WorkerEvent {
        public Rehired {
            check(identity, employeeId, effectiveAt);
            Objects.requireNonNull(attributes, "attributes is missing");
        }
    }

    private static void check(IdentityId identity, String employeeId, Instant effectiveAt) {
        Objects.requireNonNull(identity, "identity is missing");
        Objects.requireNonNull(employeeId, "employeeId is missing");
        Objects.requireNonNull(effectiveAt, "effectiveAt is missing");
    }
}
