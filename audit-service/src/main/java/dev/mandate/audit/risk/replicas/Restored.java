package dev.mandate.audit.risk.replicas;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Counts what had to be read from changelogs before tasks could go on: a few records for each that was taken over from a replica
 * that is gone, since a standby has the others; all of the state where no standby was.
 */
@ApplicationScoped
class Restored implements StateRestoreListener {
    private final Counter records;

    @Inject
    Restored(MeterRegistry metrics) {
        records = metrics.counter("mandate_risk_restored_records");
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long until) {
        // What counts is told as it is read.
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long until, long read) {
        records.increment(read);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
        // The last batch was told.
    }
}
