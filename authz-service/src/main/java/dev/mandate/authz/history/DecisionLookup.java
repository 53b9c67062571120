package dev.mandate.authz.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.DryRun;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.authz.FilteredDecision;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.messaging.follower.TopicStretch;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds one decision's record without an index: its id says when it was made, so that reading begins there. A record that was late,
 * since the broker took none for a while, is found further on, as far as one question may read.
 */
@ApplicationScoped
public class DecisionLookup {
    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration WITHHELD_WITHIN = Duration.ofSeconds(10);
    private static final int MOST = 100_000;
    private static final int AT_ONCE = 4;

    /** More would not be answered while their callers still wait. */
    private static final int WAITING = 24;

    /** Waiting among all others too, of whoever answers for it; the rest of his waits behind them. */
    private static final int OF_ONE_CALLER = 2;

    private static final int BEHIND = 30;

    private static final Map<String, Object> SETTINGS = Map.of(
            "max.poll.records",
            2000,
            "max.partition.fetch.bytes",
            256 * 1024,
            "fetch.max.wait.ms",
            50,
            "default.api.timeout.ms",
            Math.toIntExact(PATIENCE.toMillis()));

    private final KafkaClients clients;
    private final Directory directory;
    private final ThreadPoolExecutor lookups = new ThreadPoolExecutor(
            AT_ONCE, AT_ONCE, 30, SECONDS, new ArrayBlockingQueue<>(WAITING), DecisionLookup::thread);

    private final CallerLines callers = new CallerLines(OF_ONE_CALLER, BEHIND);

    DecisionLookup(KafkaClients clients, Directory directory) {
        this.clients = clients;
        this.directory = directory;
        lookups.allowCoreThreadTimeOut(true);
    }

    @PreDestroy
    void stop() {
        lookups.shutdownNow();
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "decision-lookup");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A decision's record.
     *
     * @param dryRun nobody meant to do it
     * @param filter somebody was told about all resources of a type at once
     * @param withheld the allow never left, since its record was not acknowledged in time
     * @param source who wrote it, as CloudEvents has it
     */
    public record Recorded(Decided decided, boolean dryRun, boolean filter, boolean withheld, String source) {}

    /** Why nothing is known of it; asking later may help. */
    public enum NotNow {
        /** He asks for too many at the same time; the others are no fault of his. */
        OF_CALLER("others are looked for already"),
        FULL("many decisions are looked for"),
        AWAY("the record of decisions is out of reach");

        private final String why;

        NotNow(String why) {
            this.why = why;
        }

        /** For people, to go on with after "ask again". */
        public String why() {
            return why;
        }
    }

    /**
     * On a thread of its own, some at a time; others wait for their turn. Empty if there is no such record, or none within reach.
     *
     * @param caller who has two at a time, and thirty that wait for them, with all agents that act for him or are his
     */
    public Uni<Result<Optional<Recorded>, NotNow>> find(DecisionId id, Actor caller) {
        var made = id.madeAt();
        if (made == null) return Result.nowDone(Optional.empty());
        return Uni.createFrom().completionStage(() -> started(id, made, answering(caller)));
    }

    /** Whoever has an agent do something answers for it; for one that acts for nobody its owner does. */
    private String answering(Actor caller) {
        var identity = directory.identities().get(caller.subject()).state();
        var owner = identity == null ? null : identity.owner();
        return owner == null ? caller.subject() : owner.value();
    }

    /** The place is held until the reading ends, also for whoever doesn't wait for it. */
    private CompletableFuture<Result<Optional<Recorded>, NotNow>> started(DecisionId id, Instant made, String caller) {
        var found = new CompletableFuture<Result<Optional<Recorded>, NotNow>>();
        if (!callers.enter(caller, () -> start(id, made, caller, found)))
            found.complete(Result.refused(NotNow.OF_CALLER));
        return found;
    }

    private void start(
            DecisionId id, Instant made, String caller, CompletableFuture<Result<Optional<Recorded>, NotNow>> found) {
        try {
            lookups.execute(() -> look(id, made, caller, found));
        } catch (RejectedExecutionException full) {
            callers.leave(caller);
            found.complete(Result.refused(NotNow.FULL));
        }
    }

    private void look(
            DecisionId id, Instant made, String caller, CompletableFuture<Result<Optional<Recorded>, NotNow>> found) {
        try {
            var recorded = found.isDone() ? Result.<Optional<Recorded>, NotNow>done(Optional.empty()) : look(id, made);
            callers.leave(caller);
            found.complete(recorded);
        } catch (RuntimeException | Error e) {
            callers.leave(caller);
            found.completeExceptionally(e);
        }
    }

    private Result<Optional<Recorded>, NotNow> look(DecisionId id, Instant made) {
        try (var reader = new TopicStretch(clients, DecisionEvent.FAMILY.topic(), SETTINGS)) {
            reader.from(made.minus(BEFORE));
            return Result.done(new Look(id).in(reader));
        } catch (TimeoutException e) {
            return Result.refused(NotNow.AWAY);
        }
    }

    private static final class Look {
        private final byte[] id;
        private final byte[] withheldId;
        private final long deadline = System.nanoTime() + PATIENCE.toNanos();
        private @Nullable Decided decided;
        private boolean dryRun;
        private boolean filter;
        private String source = "";
        private long recordedAt;
        private int partition = -1;
        private boolean withheld;
        private boolean passed;

        Look(DecisionId id) {
            this.id = id.value().getBytes(UTF_8);
            this.withheldId = (id + "/withheld").getBytes(UTF_8);
        }

        Optional<Recorded> in(TopicStretch reader) {
            var read = 0;
            while (reader.hasMore() && !done() && read < MOST && System.nanoTime() < deadline) {
                for (var record : reader.next()) {
                    read++;
                    take(record, reader);
                }
            }
            return Optional.ofNullable(decided).map(made -> new Recorded(made, dryRun, filter, withheld, source));
        }

        private boolean done() {
            var known = decided;
            if (known == null) return false;
            var waited = known.allowed() && !dryRun && known.logged() != Logged.BUFFERED;
            return !waited || withheld || passed;
        }

        private void read(ConsumerRecord<byte[], byte[]> record) {
            var event = DecisionHistory.event(record);
            dryRun = event instanceof DryRun;
            filter = event instanceof FilteredDecision;
            decided = answer(event);
        }

        private static @Nullable Decided answer(@Nullable DecisionEvent event) {
            if (event instanceof DryRun asked) return asked.answer();
            if (event instanceof FilteredDecision told) return told.answer();
            return event instanceof Decided made ? made : null;
        }

        private void take(ConsumerRecord<byte[], byte[]> record, TopicStretch reader) {
            if (record.partition() == partition && record.timestamp() > recordedAt + WITHHELD_WITHIN.toMillis())
                passed = true;
            var header = record.headers().lastHeader("ce_id");
            if (header == null) return;
            if (decided == null && Arrays.equals(header.value(), id)) {
                read(record);
                var written = record.headers().lastHeader("ce_source");
                source = written == null ? "" : new String(written.value(), UTF_8);
                recordedAt = record.timestamp();
                partition = record.partition();
                reader.onlyPartitionOf(record); // what withholds it has the same key
            } else if (Arrays.equals(header.value(), withheldId)) withheld = true;
        }
    }
}
