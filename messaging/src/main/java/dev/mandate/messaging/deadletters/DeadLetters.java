package dev.mandate.messaging.deadletters;

import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.ServiceConfig;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.DeadLetterRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps records that this service could not take, with the reason, on its own dead-letter topic. */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    /** As much as the dead-letter topics let in, and twice what a letter has. */
    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

    private final String topic;
    private final KafkaClients clients;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final AtomicLong kept = new AtomicLong();
    private @Nullable Producer<byte[], byte[]> producer;

    @Inject
    public DeadLetters(ServiceConfig config, KafkaClients clients, InstantSource clock, MeterRegistry meters) {
        this.topic = TopicCatalogue.deadLettersOf(config.account()).name();
        this.clients = clients;
        this.clock = clock;
        this.meters = meters;
    }

    /** Completes when the broker has it; fails if it doesn't take it, and then the record must not be passed over. */
    public Uni<Void> keep(ConsumerRecord<byte[], byte[]> record, Unreadable.Reason reason, String message) {
        return keep(null, record, reason, message);
    }

    /**
     * As without a consumer.
     *
     * @param consumer what could not take it, by the name of its intake
     */
    public Uni<Void> keep(
            @Nullable String consumer,
            ConsumerRecord<byte[], byte[]> record,
            Unreadable.Reason reason,
            String message) {
        var letter = new DeadLetter(
                record.topic(), record.partition(), record.offset(), consumer, clock.instant(), reason, message);
        return Uni.createFrom()
                .<Void>emitter(emitter -> producer().send(whole(record, letter), (sent, failure) -> {
                    if (failure != null) emitter.fail(failure);
                    else emitter.complete(null);
                }))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()) // the first send waits for metadata
                .invoke(() -> count(letter));
    }

    /** How many since this process began. */
    public long kept() {
        return kept.get();
    }

    private void count(DeadLetter letter) {
        kept.incrementAndGet();
        var reason = letter.reason().name().toLowerCase(Locale.ROOT);
        LOG.warnf(
                "dead letter %s%s: %s, %s",
                letter.origin(), letter.consumer() == null ? "" : " of " + letter.consumer(), reason, letter.message());
        meters.counter("mandate.dead.letters", "reason", reason).increment();
    }

    private ProducerRecord<byte[], byte[]> whole(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        var written = DeadLetterRecord.of(record.key(), record.headers(), record.value(), letter);
        return new ProducerRecord<>(topic, null, null, written.key(), written.value(), written.headers());
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = clients.producer(Map.of(
                    "max.request.size",
                    MAX_REQUEST_BYTES,
                    "delivery.timeout.ms",
                    20_000,
                    "request.timeout.ms",
                    10_000));
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) producer.close(Duration.ofSeconds(5));
    }
}
