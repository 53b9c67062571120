package dev.mandate.messaging.inbox;

import dev.mandate.events.cloudevents.Unreadable.Reason;
import dev.mandate.messaging.inbox.Batch.Refusal;
import dev.mandate.messaging.inbox.InboxTable.Known;
import dev.mandate.messaging.inbox.Item.Identity;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** One batch on its way to the effect. Everything happens on the Vert.x context that it arrived on, as sessions need. */
final class Delivery<E> {
    private static final Logger LOG = Logger.getLogger(Delivery.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private final String consumer;
    private final Function<List<Received<E>>, Uni<Void>> effect;
    private final RefusedRecords refused;
    private final Executor context;

    Delivery(String consumer, Function<List<Received<E>>, Uni<Void>> effect, RefusedRecords refused) {
        this.consumer = consumer;
        this.effect = effect;
        this.refused = refused;
        this.context = currentContext();
    }

    /** Fails only when the service stops. */
    Uni<Void> of(Batch<E> batch) {
        return keep(batch.refusals()).chain(() -> deliver(batch.events())).chain(() -> mark(batch.marks()));
    }

    private Uni<Void> deliver(List<Item<E>> items) {
        if (items.isEmpty()) return Uni.createFrom().voidItem();
        if (items.size() > 1) {
            return persistently(() -> transaction(items)).onFailure().recoverWithUni(failure -> halves(items));
        }
        return persistently(() -> transaction(items))
                .onFailure(
                        failure -> FailureKind.refusal(failure) == null) // a race for a unique key is won the next time
                .retry()
                .withBackOff(FIRST_RETRY)
                .atMost(2)
                .onFailure()
                .recoverWithUni(failure -> keep(List.of(refusal(items.get(0), failure))));
    }

    /** Finds the culprits among n records in about log n steps each, and takes all others in their order. */
    private Uni<Void> halves(List<Item<E>> items) {
        var middle = items.size() / 2;
        return deliver(items.subList(0, middle)).chain(() -> deliver(items.subList(middle, items.size())));
    }

    private Uni<Void> transaction(List<Item<E>> items) {
        var firsts = new LinkedHashMap<Identity, Item<E>>();
        items.forEach(item -> firsts.putIfAbsent(item.identity(), item));
        return Panache.withTransaction(() -> InboxTable.insert(consumer, firsts.values())
                        .call(known -> effectOf(newOnes(firsts, known)))
                        .map(known -> conflicts(items, firsts, known)))
                .chain(this::keep);
    }

    private Uni<Void> effectOf(List<Received<E>> events) {
        return events.isEmpty() ? Uni.createFrom().voidItem() : effect.apply(events);
    }

    private static <E> List<Received<E>> newOnes(Map<Identity, Item<E>> firsts, Map<Identity, Known> known) {
        return firsts.values().stream()
                .filter(item ->
                        known.getOrDefault(item.identity(), Known.NOTHING).isNew())
                .map(Item::received)
                .toList();
    }

    private static <E> List<Refusal> conflicts(
            List<Item<E>> items, Map<Identity, Item<E>> firsts, Map<Identity, Known> known) {
        var conflicts = new ArrayList<Refusal>();
        for (var item : items) {
            var row = known.get(item.identity());
            // Given again, which an older version may have taken, that read less of it.
            if (row != null && Objects.equals(row.origin(), item.origin())) continue;
            var first = firsts.get(item.identity());
            var digest = row == null || row.isNew() ? (first == null ? null : first.digest()) : row.digest();
            if (digest == null || digest.equals(item.digest())) continue;
            conflicts.add(new Refusal(
                    item.record(), Reason.CONFLICTING_DUPLICATE, "source and id were here before with other content"));
        }
        return conflicts;
    }

    private Uni<Void> mark(Map<TopicPartition, Instant> marks) {
        if (marks.isEmpty()) return Uni.createFrom().voidItem();
        return persistently(() -> Panache.withTransaction(() -> InboxTable.mark(marks)));
    }

    private Uni<Void> keep(List<Refusal> refusals) {
        Uni<Void> kept = Uni.createFrom().voidItem();
        for (var refusal : refusals) {
            kept = kept.chain(() -> refused.keep(refusal.record(), refusal.reason(), refusal.message())
                    .onFailure()
                    .retry()
                    .withBackOff(FIRST_RETRY, LAST_RETRY)
                    .indefinitely());
        }
        return refusals.isEmpty() ? kept : kept.emitOn(context);
    }

    /** Never fails. */
    Uni<Void> repeatable(Supplier<Uni<Void>> work) {
        return persistently(() -> Panache.withTransaction(work::get))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "%s could not do its part", consumer))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> persistently(Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .runSubscriptionOn(context) // a retry comes from a timer
                .onFailure(FailureKind::waits)
                .invoke(failure -> LOG.warnf("%s waits for the database: %s", consumer, failure))
                .onFailure(FailureKind::waits)
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely();
    }

    private Refusal refusal(Item<E> item, Throwable failure) {
        var refused = FailureKind.refusal(failure);
        if (refused != null) return new Refusal(item.record(), refused.reason(), String.valueOf(refused.getMessage()));
        LOG.errorf(failure, "%s could not take %s", consumer, item.identity());
        return new Refusal(
                item.record(),
                Reason.REFUSED,
                "could not be applied: " + failure.getClass().getSimpleName());
    }

    private static Executor currentContext() {
        Context context = Vertx.currentContext();
        if (context == null) throw new IllegalStateException("the inbox works on a Vert.x context only");
        return task -> context.runOnContext(ignored -> task.run());
    }
}
