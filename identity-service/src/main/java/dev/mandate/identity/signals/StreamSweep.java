package dev.mandate.identity.signals;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks for streams of which more waits than may. Between two looks it may be a little more. */
@ApplicationScoped
class StreamSweep {
    private final StreamStore store;
    private final Streams streams;
    private final SignalConfig config;

    StreamSweep(StreamStore store, Streams streams, SignalConfig config) {
        this.store = store;
        this.streams = streams;
        this.config = config;
    }

    @Scheduled(every = "${mandate.signals.sweep-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withSession(() -> store.fuller(config.mostWaiting()))
                .chain(full -> Multi.createFrom()
                        .iterable(full)
                        .onItem()
                        .transformToUniAndConcatenate(id -> Panache.withTransaction(() -> streams.overflow(id)))
                        .collect()
                        .asList()
                        .replaceWithVoid());
    }
}
