package dev.mandate.authz.decisions;

import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.kafka.KafkaClients;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends records from a thread of its own, since a producer may block for as long as it knows no broker, and decisions are
 * made on the event loop.
 */
@ApplicationScoped
class DecisionSender {
    private static final Logger LOG = Logger.getLogger(DecisionSender.class);
    private static final long RENEW_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

    /** @param done is given the failure, or null once acknowledged; called on the producer's thread or this one */
    record Entry(Supplier<DecisionEvent> event, @Nullable String traceparent, Consumer<@Nullable Throwable> done) {}

    private final KafkaClients clients;
    private final String source;
    private final Map<String, Object> settings;
    private final BlockingQueue<Entry> queue;
    private final Thread thread = new Thread(this::run, "decision-log");
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "decision-log-retries"));
    private volatile boolean stopping;
    private volatile boolean broken;

    DecisionSender(KafkaClients clients, ServiceConfig service, DecisionConfig config, DecisionMetrics metrics) {
        this.clients = clients;
        this.source = service.source();
        this.queue = new ArrayBlockingQueue<>(config.logQueue());
        var ack = Math.toIntExact(config.ackTimeout().toMillis());
        var linger = Math.toIntExact(config.linger().toMillis());
        this.settings = Map.of(
                "linger.ms",
                linger,
                "request.timeout.ms",
                Math.max(100, ack - 200),
                "delivery.timeout.ms",
                Math.max(100, ack - 200) + linger + 200,
                "max.block.ms",
                ack,
                "reconnect.backoff.max.ms",
                500,
                "metadata.max.idle.ms",
                Integer.MAX_VALUE,
                "compression.type",
                "lz4",
                "batch.size",
                128 * 1024);
        metrics.waiting(queue);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        retries.shutdownNow();
        thread.join(Duration.ofSeconds(5).toMillis());
    }

    /** False if the queue is full. */
    boolean offer(Entry entry) {
        return !stopping && queue.offer(entry);
    }

    void later(Duration delay, Runnable task) {
        if (stopping) return;
        var unused = retries.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        var producer = clients.producer(settings);
        var made = System.nanoTime();
        try {
            while (!stopping || !queue.isEmpty()) {
                var entry = queue.poll(200, TimeUnit.MILLISECONDS);
                if (entry == null) continue;
                if (broken && System.nanoTime() - made > RENEW_AFTER_NANOS) {
                    producer.close(Duration.ZERO);
                    producer = clients.producer(settings);
                    made = System.nanoTime();
                    broken = false;
                }
                send(producer, entry);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            producer.close(Duration.ofSeconds(3));
        }
    }

    private void send(Producer<byte[], byte[]> producer, Entry entry) {
        try {
            producer.send(record(entry), (metadata, failure) -> {
                if (failure != null) failed(failure);
                entry.done().accept(failure);
            });
        } catch (RuntimeException e) {
            failed(e);
            entry.done().accept(e);
        }
    }

    /**
     * After anything but a timeout the producer may never recover, so that the next record gets a new one. A record that is too
     * large is its own fault, and a new producer would cost others theirs.
     */
    private void failed(Exception failure) {
        if (failure instanceof TimeoutException || failure instanceof RecordTooLargeException) return;
        LOG.warnf("a decision could not be recorded: %s", failure);
        broken = true;
    }

    private ProducerRecord<byte[], byte[]> record(Entry entry) {
        var event = entry.event().get();
        var id = event.decision() + (event instanceof DecisionEvent.Withheld ? "/withheld" : "");
        var wire = CloudEventCodec.encode(
                DecisionEvent.FAMILY, new Envelope<>(source, id, event.at(), event, entry.traceparent()));
        var record = new ProducerRecord<>(DecisionEvent.FAMILY.topic().name(), wire.key(), wire.value());
        wire.headers()
                .forEach((name, value) ->
                        record.headers().add(name, value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return record;
    }
}
