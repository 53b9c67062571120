package dev.mandate.audit.risk.replicas;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Until a replica that has just begun has the state of its tasks and nearly all of its copies of others': from then on it can take over
 * at once. Tasks that it is given later are copied before it gets them.
 */
@ApplicationScoped
public class WarmUp {
    private static final long LOOK_MILLIS = 500;

    private final KafkaStreams streams;
    private final Restored restored;
    private final long acceptable;
    private final Thread thread = new Thread(this::watch, "warm-up");
    private volatile @Nullable String left = "has not begun";

    @Inject
    WarmUp(
            KafkaStreams streams,
            Restored restored,
            @ConfigProperty(name = "kafka-streams.acceptable.recovery.lag") long acceptable) {
        this.streams = streams;
        this.restored = restored;
        this.acceptable = acceptable;
        thread.setDaemon(true);
    }

    void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    /** What it still waits for; empty once it could take over. */
    public Optional<String> left() {
        return Optional.ofNullable(left);
    }

    private void watch() {
        try {
            for (var words = look(); words != null; words = look()) {
                left = words;
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            left = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable String look() {
        var state = streams.state();
        if (state != KafkaStreams.State.RUNNING)
            return restored.left()
                    .map(its -> "%,d of %,d records of the state read".formatted(its.read(), its.all()))
                    .orElse(state == KafkaStreams.State.CREATED ? "has not begun" : "waits for its tasks");
        try {
            // The stores of a partition are one task's, which is taken over when all of them are near.
            var lag = streams.allLocalStorePartitionLags().values().stream()
                    .flatMap(store -> store.entrySet().stream())
                    .collect(groupingBy(
                            Map.Entry::getKey, summingLong(it -> it.getValue().offsetLag())))
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .filter(one -> one > acceptable)
                    .sum();
            return lag == 0 ? null : "%,d records of copies left".formatted(lag);
        } catch (StreamsException | IllegalStateException e) {
            return "the broker does not say how far copies go"; // or it just stops, or is given other tasks
        }
    }
}
