package dev.mandate.audit.engine.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.completeness.Progress;
import dev.mandate.audit.engine.sessions.SessionStore;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sessions that have rested for long enough teach what they did, and are forgotten later. */
final class EndedSessions {
    private EndedSessions() {}

    /** What a session did while the job stood still is unread, and no rest. */
    static void tell(
            ProcessorContext<byte[], ProcessingResult> context, Progress progress, SessionStore store, long now) {
        progress.quietUntil(Instant.ofEpochMilli(now)).ifPresent(until -> tell(context, store, until, now));
    }

    private static void tell(
            ProcessorContext<byte[], ProcessingResult> context, SessionStore store, Instant quiet, long now) {
        store.sweep(
                quiet.toEpochMilli(),
                sample -> context.forward(
                        new Record<>(sample.agent().getBytes(UTF_8), new ProcessingResult.Ended(sample), now)),
                forgotten -> context.forward(new Record<>(
                        forgotten.session().value().getBytes(UTF_8), new ProcessingResult.State(forgotten), now)));
    }
}
