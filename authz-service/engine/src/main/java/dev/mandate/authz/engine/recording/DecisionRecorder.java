package dev.mandate.authz.engine.recording;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.Unwritable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where decisions are put on record, such as {@code authz.decisions.v1}. Nothing here blocks, since decisions are made on event loops. */
public interface DecisionRecorder {
    /**
     * Recorded sooner or later, or told of by a gap; nobody waits.
     *
     * @throws Unwritable if no reader would take it; nothing is recorded
     */
    void record(DecisionEvent event, @Nullable String traceparent);

    /**
     * The same for somebody who waits.
     *
     * @param done is given the failure, or null once acknowledged, on a thread that must not be held up. What failed may be on record
     *     all the same, and will be sooner or later
     * @return false if nothing will be recorded, since too many wait already
     * @throws Unwritable if no reader would take it; nothing is recorded
     */
    boolean record(DecisionEvent event, @Nullable String traceparent, Consumer<@Nullable Throwable> done);

    /** Whether records are taken, as far as is known: of what isn't nobody need wait for the acknowledgement. */
    boolean taking();

    /** After what has failed in the same session, whatever else waits. */
    void recordAfter(DecisionEvent event, @Nullable String traceparent);
}
