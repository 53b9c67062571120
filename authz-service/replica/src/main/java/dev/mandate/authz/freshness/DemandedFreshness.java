package dev.mandate.authz.freshness;

import dev.mandate.authz.engine.decisions.questions.Demand;
import dev.mandate.authz.engine.recording.DemandedState;
import dev.mandate.authz.settings.TimeRange;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits until this replica knows what a caller demands. Nobody polls: the thread that applies records looks at who waits, and waiting
 * costs an entry in a set and a timer. Made at the start, which a patience beyond its range stops.
 */
@Singleton
public class DemandedFreshness implements DemandedState {
    private final StateProjections projections;
    private final FreshnessConfig config;
    private final InstantSource clock;
    private final Map<String, StateProjection<?>> streams = new ConcurrentHashMap<>();
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    DemandedFreshness(StateProjections projections, FreshnessConfig config, MeterRegistry meters, InstantSource clock) {
        this.projections = projections;
        this.config = config;
        TimeRange.PATIENCE.of("mandate.freshness.patience", config.patience());
        this.clock = clock;
        meters.gaugeCollectionSize("mandate.freshness.waiting", Tags.empty(), waiting);
    }

    @Override
    public CompletableFuture<List<Demand>> unmet(List<Demand> demands) {
        if (demands.isEmpty()) return CompletableFuture.completedFuture(List.of());
        var one = new Waiting(demands, clock.instant());
        if (one.left().isEmpty() || waiting.size() >= config.mostWaiting())
            return CompletableFuture.completedFuture(one.left());
        return Uni.createFrom()
                .<List<Demand>>emitter(emitter -> {
                    one.met = () -> emitter.complete(List.of());
                    waiting.add(one);
                    one.look(); // it may have come meanwhile
                })
                .ifNoItem()
                .after(config.patience())
                .recoverWithUni(() -> Uni.createFrom().item(one.left()))
                .onTermination()
                .invoke(() -> waiting.remove(one))
                .subscribeAsCompletionStage();
    }

    private StateProjection<?> stream(String topic) {
        return streams.computeIfAbsent(topic, name -> {
            var stream = projections.all().stream()
                    .filter(one -> one.topic().equals(name))
                    .findFirst()
                    .orElseThrow();
            stream.whenever(this::look);
            return stream;
        });
    }

    private void look() {
        if (waiting.isEmpty()) return;
        waiting.forEach(Waiting::look);
    }

    private final class Waiting {
        private final List<Demand> demands;
        private final Instant since;
        private volatile Runnable met = () -> {};

        Waiting(List<Demand> demands, Instant since) {
            this.demands = demands;
            this.since = since;
        }

        List<Demand> left() {
            return demands.stream().filter(demand -> !reached(demand)).toList();
        }

        void look() {
            if (demands.stream().allMatch(this::reached)) met.run();
        }

        private boolean reached(Demand demand) {
            return stream(demand.stream()).reached(demand.key(), demand.revision(), since);
        }
    }
}
