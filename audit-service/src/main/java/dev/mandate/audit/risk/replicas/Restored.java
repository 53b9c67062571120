package dev.mandate.audit.risk.replicas;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Counts what has to be read from changelogs before tasks can go on: a few records for each that was taken over from a replica
 * that is gone, since a standby has the others; all of the state where no standby was.
 */
@ApplicationScoped
public class Restored implements StateRestoreListener {
    private final Counter records;
    private final Map<TopicPartition, Restoring> restoring = new ConcurrentHashMap<>();

    /** Offsets of a changelog. */
    private record Restoring(long from, long at, long until) {}

    /**
     * What tasks of this replica wait for, in offsets of their changelogs, of which some hold no record any more.
     *
     * @param stores that are read
     */
    public record Left(int stores, long read, long all) {}

    @Inject
    Restored(MeterRegistry metrics) {
        records = metrics.counter("mandate_risk_restored_records");
    }

    /** Empty while no task waits for its state. */
    public Optional<Left> left() {
        int stores = 0;
        long read = 0;
        long all = 0;
        for (var one : restoring.values()) {
            stores++;
            read += one.at - one.from;
            all += one.until - one.from;
        }
        return stores == 0 ? Optional.empty() : Optional.of(new Left(stores, read, all));
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long until) {
        if (until > from) restoring.put(partition, new Restoring(from, from, until));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long until, long read) {
        records.increment(read);
        restoring.computeIfPresent(partition, (its, one) -> new Restoring(one.from, until, one.until));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
        restoring.remove(partition);
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long total) {
        restoring.remove(partition);
    }
}
