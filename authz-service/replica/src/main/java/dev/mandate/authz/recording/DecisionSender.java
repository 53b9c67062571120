package dev.mandate.authz.recording;

import dev.mandate.authz.engine.recording.DecisionRecorder;
import dev.mandate.authz.recording.Backlog.Waiting;
import dev.mandate.authz.sessions.SessionStreams;
import dev.mandate.events.authz.DecisionAddendum.Misreported;
import dev.mandate.events.authz.DecisionAddendum.Raced;
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.DryRun;
import dev.mandate.events.authz.DecisionEvent.Gap;
import dev.mandate.events.authz.FilteredDecision;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends records from a thread of its own, since a producer may block for as long as it knows no broker, and decisions are
 * made on the event loop. What the broker doesn't take waits in the {@link Backlog}; what doesn't fit there is told of by one
 * {@link DecisionEvent.Gap} as soon as the broker takes records again and nothing waits any more. What is kept for a killed process is in
 * the {@link Journal}.
 */
@Singleton
public class DecisionSender implements DecisionRecorder {
    private static final Logger LOG = Logger.getLogger(DecisionSender.class);
    private static final Exception BEHIND = new TimeoutException("it is kept behind others that wait for the broker");

    /** For what takes a disk microseconds, if it doesn't hang; a thread that waits for a core may take 0.4 s. */
    private static final Duration DISK_PATIENCE = Duration.ofSeconds(1);

    private static final long BETWEEN_GAPS_NANOS = Duration.ofMillis(100).toNanos();

    private final KafkaClients clients;
    private final RecordingConfig config;
    private final RecordingMetrics metrics;
    private final BiConsumer<ProducerRecord<byte[], byte[]>, RecordMetadata> placed;
    private final InstantSource clock;
    private final String source;
    private final SizedQueue<Sending> queue;
    private final @Nullable Journal journal;
    private final Backlog backlog;
    private final Gaps gaps = new Gaps();
    /** What a gap would tell by now, kept for the case that this process ends; of the thread. */
    private @Nullable Waiting keptGap;

    private long keptGapAt = System.nanoTime();

    private final Thread thread = new Thread(this::run, "decision-log");
    private volatile boolean stopping;

    @Inject
    DecisionSender(
            KafkaClients clients,
            SessionStreams sessions,
            ServiceConfig service,
            RecordingConfig config,
            RecordingMetrics metrics,
            InstantSource clock) {
        this(clients, sessions::placed, service, config, metrics, clock);
    }

    /** @param placed is told where each record is */
    DecisionSender(
            KafkaClients clients,
            BiConsumer<ProducerRecord<byte[], byte[]>, RecordMetadata> placed,
            ServiceConfig service,
            RecordingConfig config,
            RecordingMetrics metrics,
            InstantSource clock) {
        this.placed = placed;
        this.clients = clients;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.source = service.source();
        this.queue = new SizedQueue<>(config.logQueue(), config.logQueueBytes().asLongValue());
        this.journal = journal(config);
        this.backlog = new Backlog(config.backlog().asLongValue(), journal);
        metrics.watch(queue, backlog);
    }

    private static @Nullable Journal journal(RecordingConfig config) {
        var directory = config.journalDirectory().orElse(null);
        if (directory == null) return null;
        return new Journal(directory, 2 * config.backlog().asLongValue(), new PatientDisk(DISK_PATIENCE));
    }

    void start(@Observes StartupEvent event) {
        if (journal != null) {
            var unused = clients.cluster()
                    .thenAccept(cluster -> journal.begin(cluster, DecisionSender::left, this::takeOver));
        }
        thread.start();
    }

    private void takeOver(LeftRecords left) {
        var records = left.records();
        backlog.takeOver(records);
        left.unreadable().forEach(gaps::unreadable);
        if (!records.isEmpty()) LOG.infof("%d records that a process before left unsent are sent now", records.size());
    }

    private static @Nullable Waiting left(WireRecord record) {
        try {
            return waiting(CloudEventCodec.decode(DecisionEvent.FAMILY, record).data(), record);
        } catch (Unreadable e) {
            LOG.errorf("a record that a process before left unsent can't be read: %s", e.getMessage());
            return null;
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        thread.join(Duration.ofSeconds(5).toMillis());
        if (thread.isAlive())
            LOG.errorf(
                    "%d decisions may go unrecorded, since sending them takes too long",
                    queue.size() + backlog.count());
    }

    @Override
    public void record(DecisionEvent event, @Nullable String traceparent) {
        var entry = new Sending(written(event, traceparent), null);
        if (stopping || !queue.offer(entry)) lost(event, "the queue is full");
    }

    /**
     * The record is written here, where what it tells of has just been made: another thread would fetch all of it from this one's core.
     */
    @Override
    public @Nullable Underway record(
            DecisionEvent event, @Nullable String traceparent, Consumer<@Nullable Throwable> done) {
        var entry = new Sending(written(event, traceparent), done);
        return !stopping && queue.offer(entry) ? entry : null;
    }

    @Override
    public void recordAfter(DecisionEvent event, @Nullable String traceparent) {
        keep(written(event, traceparent), null);
    }

    private void run() {
        try (var producer = new LogProducer(clients, config, placed)) {
            var catchingUp = new CatchingUp(producer, backlog, this::gap, this::tooLarge);
            while (!stopping || !queue.isEmpty()) {
                var entry = queue.poll(catchingUp.busy() ? 2 : 100);
                if (entry != null) first(producer, entry);
                if (System.nanoTime() - keptGapAt > BETWEEN_GAPS_NANOS) keepGap();
                catchingUp.go();
            }
            catchingUp.once();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keepGap();
        var left = gaps.take(clock);
        if (journal != null) journal.close();
        if (journal != null && backlog.count() > 0)
            LOG.warnf("%d records are sent by the next process that starts here", backlog.count());
        else if (backlog.count() > 0) LOG.errorf("%d decisions go unrecorded", backlog.count());
        if (left != null && journal != null) LOG.warnf("the next process that starts here tells of %s", left);
        else if (left != null) LOG.errorf("decisions go unrecorded: %s", left);
    }

    private void first(LogProducer producer, Sending entry) {
        var one = entry.one;
        var behind = !backlog.isEmpty();
        if (entry.done == null ? behind : one.stands() && (behind || !producer.taking())) {
            keep(one, null);
            entry.over(BEHIND);
            return;
        }
        producer.send(one.record(), (at, failure) -> {
            if (failure != null) keep(one, failure);
            entry.over(failure);
        });
    }

    private void keep(Waiting one, @Nullable Exception failure) {
        if (failure instanceof RecordTooLargeException) tooLarge(one);
        else if (!backlog.add(one)) lost(one.event(), "too much waits");
    }

    private void tooLarge(Waiting one) {
        backlog.over(one);
        lost(one.event(), "it is too large");
    }

    private void lost(DecisionEvent event, String why) {
        gaps.count(event);
        metrics.lost();
        LOG.debugf("%s goes unrecorded: %s", event, why);
    }

    private @Nullable Waiting gap() {
        var gap = gaps.take(clock);
        if (gap == null) return null;
        LOG.warnf("decisions went unrecorded: %s", gap);
        var told = kept(gap);
        keptGap = null;
        return told;
    }

    /** With what was counted since, if there is any. */
    private void keepGap() {
        var gap = gaps.soFar(clock);
        keptGapAt = System.nanoTime();
        if (gap != null) keptGap = kept(gap);
    }

    /** In the place of what was kept before. */
    private Waiting kept(Gap gap) {
        var one = written(gap, null);
        backlog.keep(one);
        if (keptGap != null) backlog.over(keptGap);
        return one;
    }

    private Waiting written(DecisionEvent event, @Nullable String traceparent) {
        var wire = CloudEventCodec.encode(
                DecisionEvent.FAMILY, new Envelope<>(source, id(event), event.at(), event, traceparent));
        return waiting(event, wire);
    }

    private static Waiting waiting(DecisionEvent event, WireRecord wire) {
        return new Waiting(
                event, KafkaRecords.toSend(DecisionEvent.FAMILY.topic().name(), wire));
    }

    /** The same whenever it is sent again, so that readers take it once. */
    private static String id(DecisionEvent event) {
        if (event instanceof Decided decided) return decided.decision().value();
        if (event instanceof DryRun dryRun) return dryRun.answer().decision().value();
        if (event instanceof FilteredDecision filtered)
            return filtered.answer().decision().value();
        if (event instanceof Withheld withheld) return withheld.decision() + "/withheld";
        if (event instanceof Raced raced) return raced.decision() + "/raced";
        if (event instanceof Misreported told) return told.decision() + "/misreported/" + UUID.randomUUID();
        return "gap/" + UUID.randomUUID();
    }

    /** A record on its way to the broker, and who waits for what becomes of it. */
    private final class Sending implements Underway, SizedQueue.Sized {
        private final Waiting one;
        private final @Nullable Consumer<@Nullable Throwable> done;
        private @Nullable Waiting otherwise;
        private boolean over;

        /** @param done null where nobody waits */
        Sending(Waiting one, @Nullable Consumer<@Nullable Throwable> done) {
            this.one = one;
            this.done = done;
        }

        @Override
        public ProducerRecord<byte[], byte[]> record() {
            return one.record();
        }

        @Override
        public synchronized void keep(@Nullable DecisionEvent event) {
            if (over) return;
            backlog.keep(one);
            if (event == null) return;
            otherwise = written(event, null);
            backlog.keep(otherwise);
        }

        /** @param failure after which the backlog has it */
        void over(@Nullable Exception failure) {
            if (done != null) done.accept(failure);
            synchronized (this) {
                over = true;
                if (failure == null) backlog.over(one);
                if (otherwise != null) backlog.over(otherwise);
            }
        }
    }
}
