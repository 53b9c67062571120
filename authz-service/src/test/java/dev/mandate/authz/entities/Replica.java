package dev.mandate.authz.entities;

import dev.mandate.embedded.Platform;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;

/** What an authz replica knows that has just been started. */
public final class Replica implements AutoCloseable {
    private final DirectoryProjection projection;

    public Replica(Platform platform) {
        var clients = new KafkaClients(platform.kafkaClientConfig("authz"));
        projection = new DirectoryProjection(new StateProjections(clients, null));
        projection.streams().forEach(StateProjection::start);
    }

    public boolean caughtUp() {
        return projection.streams().stream().allMatch(StateProjection::caughtUp);
    }

    public Directory directory() {
        return projection.directory();
    }

    @Override
    public void close() {
        projection.streams().forEach(StateProjection::close);
    }
}
