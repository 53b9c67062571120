package dev.mandate.messaging.outputs;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.follower.Backoff;
import dev.mandate.messaging.follower.GroupFollower;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands what is told to one output, one after another, in a consumer group of its own. While the output is away it waits, for as long as that
 * lasts; what it refuses is a dead letter at once, and so is what it fails at while it takes others ({@link PoisonMessageProbe}), which {@link OutputReplays} can send again.
 */
public final class OutputConsumer<E, M> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutputConsumer.class);
    private static final Duration DEAD_LETTER = Duration.ofSeconds(30);

    private final OutputSource<E, M> source;
    private final String name;
    private final Output<M> output;
    private final Backoff backoff;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Availability availability;
    private final PoisonMessageProbe<M> probe;
    private final GroupFollower follower;
    /** What was tried last and is tried again. */
    private @Nullable Place waiting;

    private record Place(int partition, long offset) {
        static Place of(ConsumerRecord<byte[], byte[]> record) {
            return new Place(record.partition(), record.offset());
        }
    }

    /** @param name unlike that of any other output that is told this */
    public OutputConsumer(
            OutputSource<E, M> source,
            String name,
            Output<M> output,
            Backoff backoff,
            KafkaClients clients,
            DeadLetters deadLetters,
            MeterRegistry meters,
            InstantSource clock) {
        this.source = source;
        this.name = name;
        this.output = output;
        this.backoff = backoff;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.clock = clock;
        this.availability = new Availability(name);
        this.probe = new PoisonMessageProbe<>(output);
        this.follower = new GroupFollower(group(), source.family().topic(), clients, new GroupFollower.Taker() {
            @Override
            public Duration take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
                return OutputConsumer.this.take(record);
            }

            @Override
            public boolean passes(ConsumerRecord<byte[], byte[]> record) {
                return isNoEvent(record);
            }
        });
        meters.gauge(
                "mandate.output.waiting.seconds",
                Tags.of("output", name),
                this,
                it -> it.waits().toMillis() / 1000.0);
        if (counts())
            meters.gauge("mandate.output.behind.records", Tags.of("output", name), this, OutputConsumer::behind);
    }

    public void start() {
        follower.start();
    }

    public String name() {
        return name;
    }

    /** Of its consumer group, and by which its dead letters name it. */
    public String group() {
        return source.groups() + name;
    }

    /** For how long the next message has waited to be taken; zero while nothing waits. */
    public Duration waits() {
        return availability.waits(clock.instant());
    }

    /** How many records wait at this replica; -1 on a topic of states, where most are its owner's marks. */
    public long behind() {
        return counts() ? follower.behind() : -1;
    }

    /** What it answered last, or that it doesn't. */
    public String why() {
        return availability.why();
    }

    OutputSource<E, M> source() {
        return source;
    }

    /** Once, whatever its consumer is about; nothing if it is told no more. */
    void sendAgain(Envelope<E> event, byte[] value) throws OutputRefused, IOException, InterruptedException {
        var message = source.wording().of(event, value);
        if (message.isEmpty()) return;
        output.send(message.get());
        meters.counter("mandate.output.delivered", "output", name).increment();
    }

    /** What is being sent is sent and its position kept, so that a restart repeats nothing that was taken. */
    @Override
    public void close() {
        follower.close();
        output.close();
    }

    private Duration take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        if (isNoEvent(record)) return Duration.ZERO;
        try {
            return take(record, CloudEventCodec.decode(source.family(), KafkaRecords.wire(record)));
        } catch (Unreadable e) {
            dead(record, e.reason(), String.valueOf(e.getMessage()));
            return Duration.ZERO;
        }
    }

    private Duration take(ConsumerRecord<byte[], byte[]> record, Envelope<E> event) throws InterruptedException {
        Optional<M> message;
        try {
            message = source.wording().of(event, Objects.requireNonNull(record.value()));
        } catch (IOException e) {
            availability.sends(clock.instant());
            return away(record, e);
        } catch (RuntimeException e) {
            unwritable(record, event, e);
            return Duration.ZERO;
        }
        if (message.isPresent()) return deliver(record, event, message.get());
        if (Place.of(record).equals(waiting)) availability.passes();
        return Duration.ZERO;
    }

    private Duration deliver(ConsumerRecord<byte[], byte[]> record, Envelope<E> event, M message)
            throws InterruptedException {
        availability.sends(clock.instant());
        try {
            output.send(message);
            probe.delivered(message);
            meters.counter("mandate.output.delivered", "output", name).increment();
        } catch (OutputRefused e) {
            dead(record, Unreadable.Reason.REFUSED, name + " refused it: " + e.getMessage());
        } catch (IOException e) {
            if (!probe.isPoison(record.partition(), record.offset())) return away(record, e);
            dead(record, Unreadable.Reason.REFUSED, name + " takes others, and never this one: " + e.getMessage());
        } catch (RuntimeException e) {
            unwritable(record, event, e);
        }
        availability.answers(clock.instant(), behind()).ifPresent(LOG::info);
        return Duration.ZERO;
    }

    private Duration away(ConsumerRecord<byte[], byte[]> record, IOException failure) {
        waiting = Place.of(record);
        meters.counter("mandate.output.failures", "output", name).increment();
        availability.fails(clock.instant(), String.valueOf(failure), behind()).ifPresent(LOG::warn);
        return backoff.after(availability.failures());
    }

    private void unwritable(ConsumerRecord<byte[], byte[]> record, Envelope<E> event, RuntimeException e) {
        LOG.errorf(e, "%s can't be written for output %s", event.id(), name);
        dead(
                record,
                Unreadable.Reason.REFUSED,
                name + " can't write it: " + e.getClass().getSimpleName());
    }

    private void dead(ConsumerRecord<byte[], byte[]> record, Unreadable.Reason reason, String message) {
        deadLetters.keep(group(), record, reason, message).await().atMost(DEAD_LETTER);
    }

    /** An owner's mark, or the end of what was forgotten. */
    private boolean isNoEvent(ConsumerRecord<byte[], byte[]> record) {
        return source.family().topic().compacted()
                && (record.value() == null || CloudEventCodec.isCompleteUntil(KafkaRecords.wire(record)));
    }

    private boolean counts() {
        return !source.family().topic().compacted();
    }
}
