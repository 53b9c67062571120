package dev.mandate.audit.risk;

import dev.mandate.audit.engine.records.ReplacedThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/** How the risk job of this replica does. */
@ApplicationScoped
public class RiskJob {
    private static final String PROCESSED = "process-total";
    private static final String OF_THREADS = "stream-thread-metrics";

    private final KafkaStreams streams;
    private final ReplacedThreads threads;
    private final Hindrances hindrances;

    @Inject
    RiskJob(KafkaStreams streams, ReplacedThreads threads, Hindrances hindrances) {
        this.streams = streams;
        this.threads = threads;
        this.hindrances = hindrances;
    }

    /** It runs, or may come to run; false once it ended for good. */
    public boolean alive() {
        return streams.state().isRunningOrRebalancing() || streams.state() == KafkaStreams.State.CREATED;
    }

    /** Changes with each record that it processes, also with one that it processes again. */
    public double processed() {
        double processed = 0;
        for (var metric : streams.metrics().entrySet())
            if (metric.getKey().name().equals(PROCESSED)
                    && metric.getKey().group().equals(OF_THREADS)
                    && metric.getValue().metricValue() instanceof Double count) processed += count;
        return processed;
    }

    /** What keeps it from judging, if something does; for one who knows that it stands still, and asks about once a second. */
    public Hindrance hindrance() {
        return hindrances.find();
    }

    /** Why a thread of it ended last. */
    public Optional<ReplacedThreads.Failed> lastFailure() {
        return threads.last();
    }
}
