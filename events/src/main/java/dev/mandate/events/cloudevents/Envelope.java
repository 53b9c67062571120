package dev.mandate.events.cloudevents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event with its CloudEvents context. ({@code source}, {@code id}) identifies it; a redelivery repeats both.
 *
 * @param time when the source says that it happened, or that the state was written
 * @param traceparent W3C trace context, carried on from the request or record that caused this one
 * @param receipt by which whoever tells of a call shows that it is his to tell of; null where none is shown
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents 1.0</a>
 */
public record Envelope<E>(
        String source,
        String id,
        Instant time,
        E data,
        @Nullable String traceparent,
        @Nullable Receipt receipt) {
    /** By which nobody shows anything. */
    public Envelope(String source, String id, Instant time, E data, @Nullable String traceparent) {
        this(source, id, time, data, traceparent, null);
    }

    /** The same, told by whom the decision that it names was answered to. */
    public Envelope<E> showing(@Nullable Receipt its) {
        return new Envelope<>(source, id, time, data, traceparent, its);
    }
}
