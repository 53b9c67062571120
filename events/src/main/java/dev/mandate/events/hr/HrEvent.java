package dev.mandate.events.hr;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facts on {@code hr.workers.v1}, keyed by employee id. A worker is the fold of all his events by
 * ({@link #effectiveAt()}, {@link #sequence()}), so that any order of delivery gives the same worker.
 */
public sealed interface HrEvent {
    EventFamily<HrEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.HR_WORKERS,
            Map.of(
                    "hr.worker.joined.v1", Joined.class,
                    "hr.worker.moved.v1", Moved.class,
                    "hr.worker.left.v1", Left.class,
                    "hr.worker.rehired.v1", Rehired.class,
                    "hr.worker.adopted.v1", Adopted.class,
                    "hr.worker.deprovisioned.v1", Deprovisioned.class,
                    "hr.worker.released.v1", Released.class),
            HrEvent::employeeId);

    String employeeId();

    /** When it takes effect in the world; may be in the past for what was reported late. */
    Instant effectiveAt();

    /** Counts the events of one employee and source; breaks ties of {@link #effectiveAt()}. */
    long sequence();

    /**
     * Employment starts for the first time.
     *
     * @param identity the id that he has already, and keeps: of whoever identity-service took in by SCIM; null for all others, to whom
     *     lifecycle-service gives one
     */
    record Joined(
            String employeeId,
            Instant effectiveAt,
            long sequence,
            WorkerAttributes attributes,
            @Nullable IdentityId identity)
            implements HrEvent {
        public Joined {
            check(employeeId, effectiveAt, sequence);
            Objects.requireNonNull(attributes, "attributes is missing");
            if (identity != null && !identity.isPerson())
                throw new IllegalArgumentException("identity must be the id of a person");
        }

        /** He has no id yet. */
        public Joined(String employeeId, Instant effectiveAt, long sequence, WorkerAttributes attributes) {
            this(employeeId, effectiveAt, sequence, attributes, null);
        }
    }

    /** Attributes as they are from now on; a full sync repeats them unchanged. */
    record Moved(String employeeId, Instant effectiveAt, long sequence, WorkerAttributes attributes)
            implements HrEvent {
        public Moved {
            check(employeeId, effectiveAt, sequence);
            Objects.requireNonNull(attributes, "attributes is missing");
        }
    }

    /** Employment ends. */
    record Left(String employeeId, Instant effectiveAt, long sequence) implements HrEvent {
        public Left {
            check(employeeId, effectiveAt, sequence);
        }
    }

    /** Employment starts afresh after it had ended. */
    record Rehired(String employeeId, Instant effectiveAt, long sequence, WorkerAttributes attributes)
            implements HrEvent {
        public Rehired {
            check(employeeId, effectiveAt, sequence);
            Objects.requireNonNull(attributes, "attributes is missing");
        }
    }

    /**
     * A directory beside his own HR system keeps him too: from now on he works here as long as both say so. Also that it says so again. His
     * attributes stay his HR system's. Said by identity-service alone, of whom an operator's rule lets a directory adopt.
     */
    record Adopted(String employeeId, Instant effectiveAt, long sequence) implements HrEvent {
        public Adopted {
            check(employeeId, effectiveAt, sequence);
        }
    }

    /** The directory that has adopted him says that he doesn't work here, whatever his HR system says. */
    record Deprovisioned(String employeeId, Instant effectiveAt, long sequence) implements HrEvent {
        public Deprovisioned {
            check(employeeId, effectiveAt, sequence);
        }
    }

    /** What the directory that had adopted him says of him counts no more: his HR system alone says whether he works here. */
    record Released(String employeeId, Instant effectiveAt, long sequence) implements HrEvent {
        public Released {
            check(employeeId, effectiveAt, sequence);
        }
    }

    /** Whether it can be somebody's employee id; whole names of people, which have a space, are none. */
    static boolean isEmployeeId(String text) {
        return text.matches("[0-9A-Za-z._-]{1,64}");
    }

    private static void check(String employeeId, Instant effectiveAt, long sequence) {
        if (employeeId == null || !isEmployeeId(employeeId))
            throw new IllegalArgumentException(
                    "employeeId must be 1 to 64 letters, digits, dots, dashes or underscores");
        Objects.requireNonNull(effectiveAt, "effectiveAt is missing");
        if (sequence < 0) throw new IllegalArgumentException("sequence must not be negative");
    }
}
