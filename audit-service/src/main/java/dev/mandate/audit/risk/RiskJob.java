package dev.mandate.audit.risk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.streams.KafkaStreams;

/** How the risk job of this replica does. */
@ApplicationScoped
public class RiskJob {
    private final KafkaStreams streams;
    private final Hindrances hindrances;

    @Inject
    RiskJob(KafkaStreams streams, Hindrances hindrances) {
        this.streams = streams;
        this.hindrances = hindrances;
    }

    /** It runs, or may come to run; false once it ended for good. */
    public boolean alive() {
        return streams.state().isRunningOrRebalancing() || streams.state() == KafkaStreams.State.CREATED;
    }

    /** What keeps it from judging, if something does; for one who knows that it stands still, and asks about once a second. */
    public Hindrance hindrance() {
        return hindrances.find();
    }
}
