package dev.mandate.authz.projections;

import dev.mandate.authz.AuthzOfTests;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.embedded.Platform;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import dev.mandate.messaging.security.ClientStates;
import dev.mandate.messaging.security.StoppedIdentities;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;

/** What an authz replica knows that has just been started. */
public final class Replica implements AutoCloseable {
    private final DirectoryProjection projection;

    public Replica(Platform platform) {
        var clients = new KafkaClients(platform.kafkaClientConfig("authz"));
        var deadLetters =
                new DeadLetters(new AuthzOfTests(), clients, InstantSource.system(), new SimpleMeterRegistry());
        var projections = new StateProjections(clients, deadLetters);
        var clock = InstantSource.system();
        projection = new DirectoryProjection(
                projections, new ClientStates(projections), new StoppedIdentities(projections, clock), clock);
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
