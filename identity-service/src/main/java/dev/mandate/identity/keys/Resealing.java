package dev.mandate.identity.keys;

import dev.mandate.identity.keys.SealedStore.Side;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Seals anew, a few at a time, what another secret than the first one sealed, so that the other one can go; while all else goes on. */
@ApplicationScoped
class Resealing {
    static final int BATCH = 100;
    private static final Logger LOG = Logger.getLogger(Resealing.class);

    /** @param last id of its last value, empty where there is none */
    private record Batch(String last, int count) {
        static Batch of(List<SealedStore.Value> values, int count) {
            return new Batch(
                    values.isEmpty() ? "" : values.get(values.size() - 1).id(), count);
        }
    }

    private final KeyEncryption encryption;
    private final List<SealedColumn> columns;
    private final SealedStore store;
    private final Vertx vertx;

    Resealing(KeyEncryption encryption, @All List<SealedColumn> columns, SealedStore store, Vertx vertx) {
        this.encryption = encryption;
        // Signing keys come last: while one of them is sealed by a secret, a start without that one ends.
        this.columns = columns.stream()
                .sorted(Comparator.comparing(column -> column.use() == SealedFor.SIGNING))
                .toList();
        this.store = store;
        this.vertx = vertx;
    }

    /** Before keys are read and anything is sealed by a secret that isn't the one. */
    void start(@Observes @Priority(5) StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(this::check);
    }

    /** Looks at some of each column. Fails with what to do if none opens, or one of the signing keys doesn't, without which nothing goes. */
    Uni<Void> check() {
        return Panache.withSession(() -> each(column -> sample(column).invoke(some -> check(column, some)))
                .replaceWithVoid());
    }

    private Uni<List<SealedStore.Value>> sample(SealedColumn column) {
        var mark = encryption.sealing().mark();
        return Multi.createBy()
                .concatenating()
                .streams(
                        store.others(column, mark, Side.BELOW, "", BATCH).toMulti(),
                        store.others(column, mark, Side.ABOVE, "", BATCH).toMulti(),
                        store.marked(column, mark, 1).toMulti())
                .onItem()
                .<SealedStore.Value>disjoint()
                .collect()
                .asList();
    }

    private void check(SealedColumn column, List<SealedStore.Value> some) {
        var sealing = encryption.sealing();
        var dead = some.stream()
                .filter(value -> open(column, sealing, value).isEmpty())
                .toList();
        if (dead.isEmpty()) return;
        var found = "%s of %s opens with none of the %s that are configured"
                .formatted(column, dead.get(0).id(), sealing.secrets());
        if (column.use() == SealedFor.SIGNING || dead.size() == some.size())
            throw new IllegalStateException("The key-encryption secret isn't the one of this database: " + found
                    + ". Give that of before as mandate.key-encryption-secret, or beside a new one as"
                    + " mandate.other-key-encryption-secrets (in mandate.key-encryption-file a line below it)");
        LOG.errorf(
                "%s, as %d of %d that were looked at: a secret of before is missing, or they were changed",
                found, dead.size(), some.size());
    }

    @Scheduled(
            every = "${mandate.reseal-every:1m}",
            delayed = "${mandate.reseal-every:1m}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return vertx.executeBlocking(encryption::reload, false)
                .chain(sealing -> each(column -> anew(column, sealing)))
                .invoke(clean -> {
                    if (clean.stream().allMatch(Boolean::booleanValue)) encryption.settle();
                })
                .replaceWithVoid();
    }

    /** Whether nothing is left in it that opens by another secret. */
    private Uni<Boolean> anew(SealedColumn column, Sealing sealing) {
        var mark = sealing.mark();
        return counted((side, last) -> Panache.withTransaction(() ->
                        store.locked(column, mark, side, last, BATCH).chain(values -> anew(column, sealing, values))))
                .invoke(count -> {
                    if (count > 0) LOG.infof("%d values of %s are sealed anew", count, column);
                })
                // Without a lock: what somebody else holds at this moment counts too.
                .chain(() ->
                        counted((side, last) -> Panache.withSession(() -> store.others(column, mark, side, last, BATCH))
                                .map(values -> opening(column, sealing, values))))
                .map(left -> left == 0);
    }

    /** A batch at a time, until there is none behind the last one: what doesn't open is in nobody's way. */
    private static Uni<Integer> counted(BiFunction<Side, String, Uni<Batch>> batch) {
        return Multi.createFrom()
                .items(Side.values())
                .onItem()
                .transformToMultiAndConcatenate(side -> Multi.createBy()
                        .repeating()
                        .uni(
                                () -> new AtomicReference<String>(""),
                                last -> batch.apply(side, last.get()).invoke(done -> last.set(done.last())))
                        .whilst(done -> !done.last().isEmpty()))
                .collect()
                .with(Collectors.summingInt(Batch::count));
    }

    private Uni<Batch> anew(SealedColumn column, Sealing sealing, List<SealedStore.Value> values) {
        return Multi.createFrom()
                .iterable(values)
                .onItem()
                .transformToUniAndConcatenate(value -> open(column, sealing, value)
                        .map(plain -> store.replace(
                                        column,
                                        value.id(),
                                        sealing.seal(
                                                column.use(), column.owner().apply(value.id()), plain))
                                .replaceWith(1))
                        .orElse(Uni.createFrom().item(0)))
                .collect()
                .with(Collectors.summingInt(Integer::intValue))
                .map(count -> Batch.of(values, count));
    }

    private static Batch opening(SealedColumn column, Sealing sealing, List<SealedStore.Value> values) {
        var dead = values.stream()
                .filter(value -> open(column, sealing, value).isEmpty())
                .toList();
        if (!dead.isEmpty())
            LOG.errorf(
                    "%s of %s opens with none of the %s that are configured, nor do %d others",
                    column, dead.get(0).id(), sealing.secrets(), dead.size() - 1);
        return Batch.of(values, values.size() - dead.size());
    }

    private static Optional<byte[]> open(SealedColumn column, Sealing sealing, SealedStore.Value value) {
        return sealing.tryOpen(column.use(), column.owner().apply(value.id()), value.sealed());
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
