package dev.mandate.authz.recording;

import dev.mandate.messaging.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A producer that is made anew when it may never recover, and knows whether the broker takes records. Used by one thread. */
public final class LogProducer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LogProducer.class);
    private static final Duration LEFT_WITHIN = Duration.ofSeconds(3);
    private static final long RENEW_AFTER_NANOS = Duration.ofSeconds(1).toNanos();
    /** A new one that finds no broker looks on by itself, and holds up whoever tries it for no longer. */
    private static final int RENEWED_BLOCKS_MILLIS = 100;

    /** Of every log: a lone record leaves at once; what comes while a request is under way leaves with the next, so that batches grow with the load and nobody waits for company. */
    private static final Map<String, Object> EVERY = Map.of(
            "linger.ms",
            0,
            "max.in.flight.requests.per.connection",
            1,
            "reconnect.backoff.max.ms",
            500,
            "metadata.max.idle.ms",
            Integer.MAX_VALUE);

    private static final long LOOKED_AT_EACH_NANOS = Duration.ofSeconds(10).toNanos();

    private final KafkaClients clients;
    private final Map<String, Object> settings;
    private final String what;
    private final BiConsumer<ProducerRecord<byte[], byte[]>, RecordMetadata> placed;
    private final LongSupplier nanos;
    private boolean packed;
    private long lookedAt;
    private @Nullable Producer<byte[], byte[]> producer;
    private long made;
    private volatile boolean broken;
    private volatile boolean taking = true;

    /** @param placed is told where each record is, in the order of its partition, before whoever sent it */
    LogProducer(
            KafkaClients clients,
            RecordingConfig config,
            BiConsumer<ProducerRecord<byte[], byte[]>, RecordMetadata> placed) {
        this(clients, settings(config), "decisions", placed, System::nanoTime);
    }

    /** @param what it sends, for the log */
    public LogProducer(KafkaClients clients, Map<String, Object> settings, String what) {
        this(clients, settings, what, (record, at) -> {}, System::nanoTime);
    }

    LogProducer(
            KafkaClients clients,
            Map<String, Object> settings,
            String what,
            BiConsumer<ProducerRecord<byte[], byte[]>, RecordMetadata> placed,
            LongSupplier nanos) {
        this.clients = clients;
        this.settings = new HashMap<>(settings);
        this.settings.putAll(EVERY);
        this.what = what;
        this.placed = placed;
        this.nanos = nanos;
        try {
            make(this.settings);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private static Map<String, Object> settings(RecordingConfig config) {
        var ack = Math.toIntExact(config.ackTimeout().toMillis());
        var request = Math.max(100, ack - 200);
        return Map.of(
                "request.timeout.ms",
                request,
                "delivery.timeout.ms",
                request + 200,
                "max.block.ms",
                ack,
                "batch.size",
                128 * 1024);
    }

    /** The broker took the last record that it was asked to take. */
    public boolean taking() {
        return taking;
    }

    /** @param done is given where the record is once that is acknowledged, or else the failure; called on the producer's thread or this one */
    public void send(ProducerRecord<byte[], byte[]> record, Callback done) {
        try {
            producer().send(record, (metadata, failure) -> {
                if (failure == null) {
                    taking = true;
                    placed.accept(record, metadata);
                } else failed(failure);
                done.onCompletion(metadata, failure);
            });
        } catch (RuntimeException e) {
            failed(e);
            done.onCompletion(null, e);
        }
    }

    @Override
    public void close() {
        if (producer != null) producer.close(LEFT_WITHIN);
    }

    private Producer<byte[], byte[]> producer() {
        if (broken && nanos.getAsLong() - made > RENEW_AFTER_NANOS) {
            if (producer != null) producer.close(Duration.ZERO);
            producer = null;
            var renewed = new HashMap<>(settings);
            renewed.merge("max.block.ms", RENEWED_BLOCKS_MILLIS, (had, now) -> Math.min((int) had, (int) now));
            make(renewed);
        }
        if (producer == null) throw new KafkaException("there is no producer yet");
        if (!broken && taking && nanos.getAsLong() - lookedAt > LOOKED_AT_EACH_NANOS) pack(producer);
        return Objects.requireNonNull(producer);
    }

    /** By another producer, once all that this one has is with the broker, so that records stay in order. */
    private void pack(Producer<byte[], byte[]> used) {
        lookedAt = nanos.getAsLong();
        var should = BatchSize.of(used).packed(packed);
        if (should == packed) return;
        packed = should;
        producer = null;
        used.close(LEFT_WITHIN);
        make(settings);
    }

    /** Fails where the broker's name leads nowhere, which is what a broker that is away looks like in some networks. */
    private void make(Map<String, Object> by) {
        made = nanos.getAsLong();
        lookedAt = made;
        var all = new HashMap<>(by);
        all.put("compression.type", packed ? "lz4" : "none");
        producer = clients.producer(all);
        broken = false;
    }

    /**
     * After anything but a timeout the producer may never recover, so that the next record gets a new one. A record that is too
     * large is its own fault, and a new producer would cost others theirs.
     */
    private void failed(Exception failure) {
        if (failure instanceof RecordTooLargeException) return;
        taking = false;
        if (failure instanceof TimeoutException) return;
        if (!broken) LOG.warnf("%s can't be recorded: %s", what, failure);
        broken = true;
    }
}
