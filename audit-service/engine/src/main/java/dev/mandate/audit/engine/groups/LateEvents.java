package dev.mandate.audit.engine.groups;

import dev.mandate.audit.engine.sigma.correlation.CorrelationState;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Counts events that come so late that their group may have forgotten what belonged to them, as {@code late-total} among the
 * metrics of the job. Each is judged all the same by what is still known, and is on the trail as all are.
 */
final class LateEvents {
    private final Sensor sensor;

    /** @param stage of the job, a tag of the metric */
    LateEvents(ProcessorContext<?, ?> context, String stage) {
        sensor = context.metrics()
                .addRateTotalSensor("risk", stage + "-" + context.taskId(), "late", RecordingLevel.INFO);
    }

    /** Lateness is measured against the group's own newest event, never against another group's or a task's. */
    void look(CorrelationState before, Instant at, Duration timespan) {
        if (before.size() > 0 && at.isBefore(before.newest().minus(timespan.multipliedBy(2)))) sensor.record();
    }
}
