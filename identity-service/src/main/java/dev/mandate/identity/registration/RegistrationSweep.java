package dev.mandate.identity.registration;

import dev.mandate.identity.clients.Clients;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * Ends what registered itself and isn't used: nothing depends on it, since nobody signs in to it from then on. One that was a client is
 * deleted as states are, with a last revision and a day later a tombstone.
 */
@ApplicationScoped
class RegistrationSweep {
    private static final int BATCH = 100;
    private static final Duration UNTIL_FORGOTTEN = Duration.ofDays(1);

    private final RegistrationStore store;
    private final Clients clients;
    private final InstantSource clock;

    RegistrationSweep(RegistrationStore store, Clients clients, InstantSource clock) {
        this.store = store;
        this.clients = clients;
        this.clock = clock;
    }

    @Scheduled(every = "${mandate.registration.sweep-every:10m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Panache.withTransaction(this::end).chain(() -> Panache.withTransaction(this::forget));
    }

    private Uni<Void> end() {
        var now = clock.instant();
        return store.over(now, BATCH)
                .chain(rows -> each(
                        rows,
                        row -> row.agreedAt == null
                                ? store.delete(row)
                                : clients.forgetUnused(row.id)
                                        .invoke(gone -> {
                                            if (gone) row.end(now);
                                            else row.endsAt = now.plus(UNTIL_FORGOTTEN);
                                        })
                                        .replaceWithVoid()));
    }

    private Uni<Void> forget() {
        return store.endedBefore(clock.instant().minus(UNTIL_FORGOTTEN), BATCH)
                .chain(rows -> each(rows, row -> clients.forgotten(row.id).chain(() -> store.delete(row))));
    }

    private static Uni<Void> each(List<RegistrationRow> rows, Function<RegistrationRow, Uni<Void>> act) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(act::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
