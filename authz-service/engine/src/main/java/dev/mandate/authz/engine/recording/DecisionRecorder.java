package dev.mandate.authz.engine.recording;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.Unwritable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where decisions are put on record, such as {@code authz.decisions.v1}. Nothing here blocks, since decisions are made on event loops, but {@link Underway}. */
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
     *     all the same, and will be sooner or later. A denial fails at once where it would only wait behind others, since it stands
     *     without an acknowledgement; it is kept by then
     * @return null if nothing will be recorded, since too many wait already
     * @throws Unwritable if no reader would take it; nothing is recorded
     */
    @Nullable
    Underway record(DecisionEvent event, @Nullable String traceparent, Consumer<@Nullable Throwable> done);

    /** After what has failed in the same session, whatever else waits. */
    void recordAfter(DecisionEvent event, @Nullable String traceparent);

    /** A record of which nobody knows yet what becomes of it. */
    interface Underway {
        /**
         * Kept where it outlives this process, if the recorder has such a place, before somebody acts on it who can't wait any longer.
         * May wait for a disk.
         *
         * @param otherwise what is true besides if nobody hears of it any more, in the same session
         */
        void keep(@Nullable DecisionEvent otherwise);
    }
}
