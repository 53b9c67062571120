package dev.mandate.audit.engine.groups;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Counts groups that were forgotten before their time, to make room for others by the same fields, as {@code crowded-out-total}
 * among the metrics of the job: more than a few mean that a rule groups by something that has no end.
 */
final class CrowdedOut {
    private final Sensor sensor;

    /** @param stage of the job, a tag of the metric */
    CrowdedOut(ProcessorContext<?, ?> context, String stage) {
        sensor = context.metrics()
                .addRateTotalSensor("risk", stage + "-" + context.taskId(), "crowded-out", RecordingLevel.INFO);
    }

    void groups(int count) {
        for (int i = 0; i < count; i++) sensor.record();
    }
}
