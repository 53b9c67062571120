package dev.mandate.audit.engine.completeness;

import dev.mandate.audit.engine.commits.CommitPace;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/** Kafka Streams' own clients, but that its consumers tell how far they have read, and its admin client asks for offsets in {@link OffsetsAsked}'s way. */
public class WatchedClients extends DefaultKafkaClientSupplier {
    private final Set<String> topics;
    private final Inputs inputs;
    private final CommitPace commits;
    private final InstantSource clock;
    private final BooleanSupplier ready;
    private volatile @Nullable Admin admin;

    /** @param ready true once records can be processed; no consumer joins its group before */
    public WatchedClients(
            Set<String> topics, Inputs inputs, CommitPace commits, InstantSource clock, BooleanSupplier ready) {
        this.topics = Set.copyOf(topics);
        this.inputs = inputs;
        this.commits = commits;
        this.clock = clock;
        this.ready = ready;
    }

    /** Kafka Streams wants this one before any consumer, and closes it after all of them. */
    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        var made = new PatientAdmin(settings);
        admin = made;
        return made;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        var asked = Objects.requireNonNull(admin, "a consumer was made before the admin client");
        return new WatchedConsumer(settings, topics, inputs, commits, new EndOffsets(asked, inputs, clock), ready);
    }
}
