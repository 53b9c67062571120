package dev.mandate.authz.recording;

import org.apache.kafka.clients.producer.Producer;

/**
 * How much leaves together, for one partition.
 *
 * @param bytes as they are encoded; no number where nothing has left
 */
record BatchSize(double bytes) {
    /** lz4 takes 146 KB of new buffers for a batch, however small it is: a third of what a gateway threw away for a call, whose records are alone in their batches. */
    private static final int LARGE = 32 * 1024;

    private static final int SMALL = 8 * 1024;

    /** Of the last minute. */
    static BatchSize of(Producer<byte[], byte[]> producer) {
        return new BatchSize(metric(producer, "batch-size-avg") / metric(producer, "compression-rate-avg"));
    }

    /** @param now whether it is compressed now */
    boolean packed(boolean now) {
        return now ? !(bytes < SMALL) : bytes > LARGE;
    }

    private static double metric(Producer<byte[], byte[]> producer, String name) {
        for (var metric : producer.metrics().entrySet())
            if (metric.getKey().name().equals(name)
                    && metric.getKey().group().equals("producer-metrics")
                    && metric.getValue().metricValue() instanceof Double value) return value;
        return Double.NaN;
    }
}
