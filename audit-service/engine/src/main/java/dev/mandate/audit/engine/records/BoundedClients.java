package dev.mandate.audit.engine.records;

import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.audit.engine.completeness.WatchedClients;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;

/** Clients whose producer refuses what brokers would, before the transaction knows of it. */
public final class BoundedClients extends WatchedClients {
    private final CommitPace commits;

    /**
     * @param commits of the topology that they are for
     * @param ready true once records can be processed; no consumer joins its group before
     */
    public BoundedClients(
            Set<String> topics, Inputs inputs, CommitPace commits, InstantSource clock, BooleanSupplier ready) {
        super(topics, inputs, commits, clock, ready);
        this.commits = commits;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        return new BoundedProducer(settings, commits);
    }
}
