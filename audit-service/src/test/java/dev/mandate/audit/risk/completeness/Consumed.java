package dev.mandate.audit.risk.completeness;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Tells {@link Inputs} of partition 0 what a watched consumer would. */
public final class Consumed {
    private Consumed() {}

    /** The broker, when asked, had so many records, and the consumer handed out the first of them. */
    public static void records(Inputs inputs, String topic, long handedOut, long existing, Instant asked) {
        var partition = new TopicPartition(topic, 0);
        inputs.ends(Map.of(partition, existing), asked);
        inputs.handed(partition, handedOut, handedOut - 1);
    }
}
