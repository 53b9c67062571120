package dev.mandate.identity.keys;

import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Seals anew, a few at a time, what another secret than the first one sealed, so that the other one can go; while all else goes on. */
@ApplicationScoped
class Resealing {
    private static final int BATCH = 100;
    private static final Logger LOG = Logger.getLogger(Resealing.class);

    private final KeyEncryption encryption;
    private final List<SealedColumn> columns;
    private final SealedStore store;
    private final Vertx vertx;

    Resealing(KeyEncryption encryption, @All List<SealedColumn> columns, SealedStore store, Vertx vertx) {
        this.encryption = encryption;
        this.columns = columns;
        this.store = store;
        this.vertx = vertx;
    }

    /** Before keys are read and anything is sealed by a secret that isn't the one. */
    void start(@Observes @Priority(5) StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(this::check);
    }

    /** Looks at some of each column. Fails with what to do if one doesn't open. */
    Uni<Void> check() {
        return Panache.withSession(() -> each(column -> sample(column).invoke(some -> check(column, some)))
                .replaceWithVoid());
    }

    private Uni<List<SealedStore.Value>> sample(SealedColumn column) {
        var mark = encryption.sealing().mark();
        return store.some(column, mark, false, BATCH)
                .chain(others -> store.some(column, mark, true, 1)
                        .map(one -> Stream.concat(others.stream(), one.stream()).toList()));
    }

    private void check(SealedColumn column, List<SealedStore.Value> some) {
        var sealing = encryption.sealing();
        for (var value : some)
            if (sealing.tryOpen(column.use(), column.owner().apply(value.id()), value.sealed())
                    .isEmpty())
                throw new IllegalStateException(
                        "The key-encryption secret isn't the one of this database: " + column
                                + " of " + value.id() + " opens with none of the " + sealing.secrets()
                                + " that are configured. Give that of before as mandate.key-encryption-secret, or beside a new"
                                + " one as mandate.other-key-encryption-secrets (in mandate.key-encryption-file a line below it)");
    }

    @Scheduled(
            every = "${mandate.reseal-every:1m}",
            delayed = "${mandate.reseal-every:1m}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return vertx.executeBlocking(encryption::reload, false)
                .chain(sealing -> each(column -> anew(column, sealing, 0)))
                .invoke(clean -> {
                    if (clean.stream().allMatch(Boolean::booleanValue)) encryption.settle();
                })
                .replaceWithVoid();
    }

    /** Whether nothing is left in it that another secret sealed. */
    private Uni<Boolean> anew(SealedColumn column, Sealing sealing, int before) {
        return Panache.withTransaction(() -> some(column, sealing)).chain(count -> {
            if (count > 0) return anew(column, sealing, before + count);
            if (before > 0) LOG.infof("%d values of %s are sealed anew", before, column);
            // Without a lock: what somebody else holds at this moment counts too.
            return Panache.withSession(() -> store.some(column, sealing.mark(), false, 1))
                    .map(List::isEmpty);
        });
    }

    /** How many were sealed anew. */
    private Uni<Integer> some(SealedColumn column, Sealing sealing) {
        return store.locked(column, sealing.mark(), BATCH)
                .chain(values -> Multi.createFrom()
                        .iterable(values)
                        .onItem()
                        .transformToUniAndConcatenate(value -> anew(column, sealing, value))
                        .collect()
                        .with(Collectors.summingInt(Integer::intValue)));
    }

    private Uni<Integer> anew(SealedColumn column, Sealing sealing, SealedStore.Value value) {
        var owner = column.owner().apply(value.id());
        var plain = sealing.tryOpen(column.use(), owner, value.sealed());
        if (plain.isEmpty()) {
            LOG.errorf("%s of %s opens with none of the %s that are configured", column, value.id(), sealing.secrets());
            return Uni.createFrom().item(0);
        }
        return store.replace(column, value.id(), sealing.seal(column.use(), owner, plain.get()))
                .replaceWith(1);
    }

    private <T> Uni<List<T>> each(Function<SealedColumn, Uni<T>> act) {
        return Multi.createFrom()
                .iterable(columns)
                .onItem()
                .transformToUniAndConcatenate(act::apply)
                .collect()
                .asList();
    }
}
