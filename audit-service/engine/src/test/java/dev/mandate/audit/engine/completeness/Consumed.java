package dev.mandate.audit.engine.completeness;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Tells {@link Inputs} of partition 0 what a watched consumer would. */
public final class Consumed {
    private Consumed() {}

    /** The broker, when asked, had so many records, and the consumer handed out the first of them. */
    public static void records(Inputs inputs, String topic, long handedOut, long existing, Instant asked) {
        asked(inputs, Map.of(topic, existing), asked);
        handed(inputs, topic, handedOut);
    }

    /** The broker was asked about these topics at once, and had so many records of each. */
    public static void asked(Inputs inputs, Map<String, Long> existing, Instant asked) {
        var ask = inputs.asking();
        existing.forEach(
                (topic, records) -> inputs.ends(new TopicPartition(topic, 0), new Inputs.End(ask, asked, records)));
    }

    /** The consumer has handed out the first so many records, the last of them to the task that runs. */
    public static void handed(Inputs inputs, String topic, long records) {
        inputs.handed(new TopicPartition(topic, 0), records, records - 1);
    }
}
