package dev.mandate.messaging.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How events leave. */
@ConfigMapping(prefix = "mandate.outbox")
public interface OutboxConfig {
    /** Threads that send, each its own partitions. Change it only while no replica of the service runs. */
    @WithDefault("2")
    int slices();

    /** Longest wait for new rows when no notification comes, which it does unless the connection is gone. */
    @WithDefault("2s")
    Duration poll();

    /**
     * How often it is said until when the state is complete, while nothing is sent; once a second otherwise. Much less than readers take for
     * stale ({@code mandate.decisions.freshness-bound} of authz-service), since it adds up from owner to owner.
     */
    @WithDefault("5s")
    Duration markIdle();

    /** How long a replica that says nothing keeps its slices. */
    @WithDefault("10s")
    Duration lease();

    /** Whether a replica is unready until its outbox was emptied once. False where most of what it does needs no database. */
    @WithDefault("true")
    boolean readiness();

    /** Most rows in one Kafka transaction. */
    @WithDefault("500")
    int batch();

    /**
     * Topics of other services, taken through the inbox, whose freshness limits our own: our state says nothing about an
     * instant until these are known up to it. Two services must never name each other.
     */
    Optional<Set<String>> freshnessInputs();

    /**
     * State topics of this service that something else than the outbox writes. The outbox doesn't know how far that has
     * come, and never says of them until when they are complete.
     */
    Optional<Set<String>> vouchedForElsewhere();
}
