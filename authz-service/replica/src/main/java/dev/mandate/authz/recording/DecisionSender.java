package dev.mandate.authz.recording;

import dev.mandate.authz.engine.recording.DecisionRecorder;
import dev.mandate.authz.recording.Backlog.Waiting;
import dev.mandate.authz.sessions.SessionStreams;
import dev.mandate.events.authz.DecisionAddendum.Misreported;
import dev.mandate.events.authz.DecisionAddendum.Raced;
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends records from a thread of its own, since a producer may block for as long as it knows no broker, and decisions are
 * made on the event loop. What the broker doesn't take waits in the {@link Backlog}; what doesn't fit there is told of by one
 * {@link DecisionEvent.Gap} as soon as the broker takes records again and nothing waits any more.
 */
@Singleton
public class DecisionSender implements DecisionRecorder {
    private static final Logger LOG = Logger.getLogger(DecisionSender.class);

    private final KafkaClients clients;
    private final RecordingConfig config;
    private final RecordingMetrics metrics;
    private final BiConsumer<ProducerRecord<byte[], byte[]>, RecordMetadata> placed;
    private final InstantSource clock;
    private final String source;
    private final SizedQueue<Entry> queue;
    private final Backlog backlog;
    private final Gaps gaps = new Gaps();
    private final Thread thread = new Thread(this::run, "decision-log");
    private volatile boolean stopping;
    private volatile @Nullable LogProducer producer;

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
        this.backlog = new Backlog(config.backlog().asLongValue());
        metrics.watch(queue, backlog);
    }

    /** @param done null where nobody waits */
    private record Entry(Waiting one, @Nullable Consumer<@Nullable Throwable> done) implements SizedQueue.Sized {
        @Override
        public ProducerRecord<byte[], byte[]> record() {
            return one.record();
        }
    }

    void start(@Observes StartupEvent event) {
        thread.start();
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
        var entry = new Entry(written(event, traceparent), null);
        if (stopping || !queue.offer(entry)) lost(event, "the queue is full");
    }

    /**
     * The record is written here, where what it tells of has just been made: another thread would fetch all of it from this one's core.
     */
    @Override
    public boolean record(DecisionEvent event, @Nullable String traceparent, Consumer<@Nullable Throwable> done) {
        return !stopping && queue.offer(new Entry(written(event, traceparent), done));
    }

    /** Not while something waits for the broker: what comes then is behind it. */
    @Override
    public boolean taking() {
        var it = producer;
        return it != null && it.taking() && backlog.isEmpty();
    }

    @Override
    public void recordAfter(DecisionEvent event, @Nullable String traceparent) {
        keep(written(event, traceparent), null);
    }

    private void run() {
        try (var producer = new LogProducer(clients, config, placed)) {
            this.producer = producer;
            var catchingUp = new CatchingUp(producer, backlog, this::gap, one -> lost(one.event(), "it is too large"));
            while (!stopping || !queue.isEmpty()) {
                var entry = queue.poll(catchingUp.busy() ? 2 : 100);
                if (entry != null) first(producer, entry);
                catchingUp.go();
            }
            catchingUp.once();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var left = gaps.take(clock);
        if (backlog.count() > 0 || left != null)
            LOG.errorf("%d decisions go unrecorded, and %s", backlog.count(), left);
    }

    private void first(LogProducer producer, Entry entry) {
        var done = entry.done();
        var one = entry.one();
        if (done == null && !backlog.isEmpty()) {
            keep(one, null);
            return;
        }
        producer.send(one.record(), failure -> {
            if (failure != null) keep(one, failure);
            if (done != null) done.accept(failure);
        });
    }

    private void keep(Waiting one, @Nullable Exception failure) {
        if (failure instanceof RecordTooLargeException) lost(one.event(), "it is too large");
        else if (!backlog.add(one)) lost(one.event(), "too much waits");
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
        return written(gap, null);
    }

    private Waiting written(DecisionEvent event, @Nullable String traceparent) {
        var wire = CloudEventCodec.encode(
                DecisionEvent.FAMILY, new Envelope<>(source, id(event), event.at(), event, traceparent));
        return new Waiting(
                event, KafkaRecords.toSend(DecisionEvent.FAMILY.topic().name(), wire));
    }

    /** The same whenever it is sent again, so that readers take it once. */
    private static String id(DecisionEvent event) {
        if (event instanceof Decided decided) return decided.decision().value();
        if (event instanceof Withheld withheld) return withheld.decision() + "/withheld";
        if (event instanceof Raced raced) return raced.decision() + "/raced";
        if (event instanceof Misreported told) return told.decision() + "/misreported/" + UUID.randomUUID();
        return "gap/" + UUID.randomUUID();
    }
}
