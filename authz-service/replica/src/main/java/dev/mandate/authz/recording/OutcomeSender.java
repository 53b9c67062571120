package dev.mandate.authz.recording;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.recording.Patience;
import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.sessions.SessionStreams;
import dev.mandate.authz.settings.TimeRange;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.cloudevents.Unwritable;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of calls on {@code agent.actions.v1}, from a thread of its own, since a producer may block. This replica counts an outcome
 * once the broker has it, before whoever told it goes on, others when its record arrives. A call whose outcome can't be told stays without one,
 * here too: its session can send nothing until that has become a finding, so that silence never helps whoever called.
 */
@Singleton
public class OutcomeSender {
    private static final Logger LOG = Logger.getLogger(OutcomeSender.class);
    private static final int WAITING = 10_000;
    private static final long WAITING_BYTES = 32L * 1024 * 1024;
    private static final long BETWEEN_TRIES_MILLIS = 100;
    private static final Duration TRIED = Duration.ofMinutes(5);
    /** For what waits when this process ends. */
    private static final Duration TRIED_AT_THE_END = Duration.ofSeconds(5);
    /** For the producer to give up what it has then. */
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(4);

    private static final Map<String, Object> SETTINGS =
            Map.of("max.block.ms", 2000, "request.timeout.ms", 5000, "delivery.timeout.ms", 120_000);

    private final KafkaClients clients;
    private final Counting counted;
    private final Receipts receipts;
    private final String source;
    private final Patience<CompletableFuture<Told>> patience;
    private final InstantSource clock;
    private final Counter lost;
    private final SizedQueue<Entry> queue = new SizedQueue<>(WAITING, WAITING_BYTES);
    private final Thread thread = new Thread(this::run, "outcomes");
    private final AtomicInteger untold = new AtomicInteger();
    private final Duration triedAtTheEnd;
    private volatile boolean stopping;
    private volatile long endsAt;

    /** Takes each outcome that the broker has, with what its teller showed, and where it is. */
    interface Counting {
        void told(ActionEvent outcome, @Nullable Receipt shown, RecordMetadata at);
    }

    /** @param until when it is tried */
    private record Entry(
            ActionEvent outcome,
            @Nullable Receipt shown,
            ProducerRecord<byte[], byte[]> record,
            CompletableFuture<Told> told,
            Instant until)
            implements SizedQueue.Sized {}

    @Inject
    OutcomeSender(
            KafkaClients clients,
            SessionStreams sessions,
            Receipts receipts,
            ServiceConfig service,
            OutcomeConfig config,
            MeterRegistry meters,
            InstantSource clock) {
        this(
                clients,
                sessions::told,
                receipts,
                service.source(),
                TimeRange.PATIENCE.of("mandate.outcomes.timeout", config.timeout()),
                TRIED_AT_THE_END,
                meters,
                clock);
    }

    /** @param counted is told of each outcome that the broker has, and where, before whoever told of it goes on; in the order of its partition */
    OutcomeSender(
            KafkaClients clients,
            Counting counted,
            Receipts receipts,
            String source,
            Duration patience,
            Duration triedAtTheEnd,
            MeterRegistry meters,
            InstantSource clock) {
        this.clients = clients;
        this.counted = counted;
        this.receipts = receipts;
        this.source = source;
        this.patience = new Patience<>(
                "outcomes-late", patience, CompletableFuture::isDone, told -> told.complete(Told.WAITING));
        this.triedAtTheEnd = triedAtTheEnd;
        this.clock = clock;
        this.lost = meters.counter("mandate.outcomes.lost");
    }

    void start(@Observes StartupEvent event) {
        thread.start();
        patience.start();
    }

    /** After whoever has anything to tell ({@code Drain}): what waits is told before this ends, or is told nobody once it was tried for long enough. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        endsAt = System.nanoTime() + triedAtTheEnd.toNanos();
        stopping = true;
        var before = lost.count();
        thread.join(triedAtTheEnd.plus(ENDED_WITHIN).toMillis());
        var left = untold.get() + (long) (lost.count() - before);
        if (left > 0)
            LOG.errorf("%d outcomes are told nobody, since no broker took them before this process ended", left);
        if (!thread.isAlive()) patience.close();
    }

    /** What is known of an outcome when whoever told it goes on. */
    public enum Told {
        /** The broker has it. */
        RECORDED,
        /** The broker didn't take it yet, and is asked again. */
        WAITING,
        /** It is told nobody. */
        LOST
    }

    /**
     * What became of a call of a tool that this allowed, as {@link #tell(ActionEvent, DecisionId, String)}. An allow without a session or an agent of its own owes nothing,
     * and nobody is told of it.
     *
     * @param made when the call was begun
     */
    public CompletableFuture<Told> tell(Verdict allow, Instant made, ToolResult result) {
        var session = allow.session();
        var identity = allow.identity();
        if (session == null || identity == null) return CompletableFuture.completedFuture(Told.LOST);
        var call = allow.question();
        var arguments = call.arguments();
        var called = new ToolCalled(
                session,
                identity,
                call.delegation(),
                allow.id(),
                call.resourceId(),
                arguments == null ? Map.of() : arguments,
                made,
                result,
                List.of());
        return tell(called, allow.id(), allow.receipt());
    }

    /**
     * Completes once the broker has it, or when that takes longer than a caller should wait; never fails.
     *
     * @param given digest of the receipt that the decision was answered with, as its record has it; null for none, of which none is shown either: while
     *     receipts come into use it is the same event, whichever replica tells it
     */
    public CompletableFuture<Told> tell(ActionEvent called, DecisionId decision, @Nullable String given) {
        var told = new CompletableFuture<Told>();
        var receipt = given == null ? null : receipts.of(decision);
        try {
            var wire = CloudEventCodec.encode(
                    ActionEvent.FAMILY,
                    new Envelope<>(source, decision + "/outcome", called.occurredAt(), called, null, receipt));
            var record = KafkaRecords.toSend(ActionEvent.FAMILY.topic().name(), wire);
            var entry = new Entry(called, receipt, record, told, clock.instant().plus(TRIED));
            untold.incrementAndGet(); // before it is looked whether this ends, which it doesn't before that is 0
            if (stopping) lose(entry, "this process ends");
            else if (!queue.offer(entry)) lose(entry, "too much waits");
        } catch (Unwritable e) {
            lose(told, String.valueOf(e.getMessage()));
        }
        if (!told.isDone()) patience.await(told);
        return told;
    }

    private void run() {
        try {
            send();
            for (var left = queue.poll(0); left != null; left = queue.poll(0)) lose(left, "this process ends");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() throws InterruptedException {
        try (var producer = new LogProducer(clients, SETTINGS, "outcomes of calls")) {
            while (!stopping || untold.get() > 0 && !over()) {
                var entry = queue.poll(100);
                if (entry == null) continue;
                if (!producer.taking()) Thread.sleep(BETWEEN_TRIES_MILLIS);
                producer.send(entry.record(), (at, failure) -> answered(entry, at, failure));
            }
        }
    }

    private boolean over() {
        return stopping && System.nanoTime() - endsAt >= 0;
    }

    /** What failed with its producer is sent again by the next one. */
    private void answered(Entry entry, RecordMetadata at, @Nullable Exception failure) {
        if (failure == null) {
            try {
                counted.told(entry.outcome(), entry.shown(), at);
            } finally {
                entry.told().complete(Told.RECORDED);
                untold.decrementAndGet();
            }
        } else if (failure instanceof RecordTooLargeException
                || over()
                || entry.until().isBefore(clock.instant())
                || !queue.offer(entry)) lose(entry, failure.toString());
    }

    private void lose(Entry entry, String why) {
        lose(entry.told(), why);
        untold.decrementAndGet();
    }

    private void lose(CompletableFuture<Told> told, String why) {
        lost.increment();
        LOG.warnf("the outcome of a call is not told: %s", why);
        told.complete(Told.LOST);
    }
}
