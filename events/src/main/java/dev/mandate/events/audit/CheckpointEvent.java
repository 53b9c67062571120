package dev.mandate.events.audit;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.Map;
import java.util.Objects;

/** Facts on {@code audit.checkpoints.v1}, keyed by the name of the trail: how it stood. */
public sealed interface CheckpointEvent {
    EventFamily<CheckpointEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.AUDIT_CHECKPOINTS,
            Map.of("audit.trail.checkpoint.v1", Signed.class),
            CheckpointEvent::origin);

    /** Name of the trail. */
    String origin();

    /**
     * A checkpoint was signed.
     *
     * @param size how many lines it covers, as the note has it too
     * @param note the signed checkpoint as text; only what stands in it is signed
     * @see <a href="https://c2sp.org/tlog-checkpoint">C2SP, transparency log checkpoints</a>
     */
    record Signed(String origin, long size, String note) implements CheckpointEvent {
        public Signed {
            Objects.requireNonNull(origin, "origin is missing");
            Objects.requireNonNull(note, "note is missing");
        }
    }
}
