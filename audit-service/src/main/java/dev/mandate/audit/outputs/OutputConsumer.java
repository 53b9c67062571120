package dev.mandate.audit.outputs;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.risk.FindingEvent;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Hands findings to one output, one after another, in a consumer group of its own. While the output is away it waits, for as long as that
 * lasts; a finding that it refuses is a dead letter at once, and so is one that it fails at while it takes others ({@link LastTaken}), which {@link OutputLetters} can send again.
 */
final class OutputConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutputConsumer.class);
    private static final Duration DEAD_LETTER = Duration.ofSeconds(30);

    private final String name;
    private final String group;
    private final Output output;
    private final Backoff backoff;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Availability availability;
    private final LastTaken lastTaken;
    private final GroupFollower follower;

    /** @param name unlike that of any other output */
    OutputConsumer(
            String name,
            Output output,
            Backoff backoff,
            KafkaClients clients,
            DeadLetters deadLetters,
            MeterRegistry meters,
            InstantSource clock) {
        this.name = name;
        this.group = "audit-output-" + name;
        this.output = output;
        this.backoff = backoff;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.clock = clock;
        this.availability = new Availability(name);
        this.lastTaken = new LastTaken(output);
        this.follower = new GroupFollower(group, FindingEvent.FAMILY.topic(), clients, this::take);
        meters.gauge(
                "mandate.output.waiting.seconds",
                Tags.of("output", name),
                this,
                it -> it.waits().toMillis() / 1000.0);
        meters.gauge("mandate.output.behind.records", Tags.of("output", name), this, OutputConsumer::behind);
    }

    void start() {
        follower.start();
    }

    String name() {
        return name;
    }

    /** Of its consumer group, and by which its dead letters name it. */
    String group() {
        return group;
    }

    /** For how long the next finding has waited to be taken; zero while nothing waits. */
    Duration waits() {
        return availability.waits(clock.instant());
    }

    /** How many records wait at this replica. */
    long behind() {
        return follower.behind();
    }

    /** What it answered last, or that it doesn't. */
    String why() {
        return availability.why();
    }

    /** Once, whatever its consumer is about. */
    void sendAgain(Envelope<FindingEvent> finding, byte[] body)
            throws FindingRefused, IOException, InterruptedException {
        output.send(finding, body);
        meters.counter("mandate.output.delivered", "output", name).increment();
    }

    /** What is being sent is sent and its position kept, so that a restart repeats nothing that was taken. */
    @Override
    public void close() {
        follower.close();
        output.close();
    }

    private Duration take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            var finding = CloudEventCodec.decode(FindingEvent.FAMILY, KafkaRecords.wire(record));
            return wanted(finding.data()) ? deliver(record, finding) : Duration.ZERO;
        } catch (Unreadable e) {
            dead(record, e.reason(), String.valueOf(e.getMessage()));
            return Duration.ZERO;
        }
    }

    /** What somebody should look at, and that it is over; neither what is only watched nor what is suppressed. */
    private static boolean wanted(FindingEvent finding) {
        return !finding.shadow() && (finding.alert() || finding.activityId() == FindingEvent.CLOSE);
    }

    private Duration deliver(ConsumerRecord<byte[], byte[]> record, Envelope<FindingEvent> finding)
            throws InterruptedException {
        availability.sends(clock.instant());
        var body = Objects.requireNonNull(record.value());
        try {
            output.send(finding, body);
            lastTaken.was(finding, body);
            meters.counter("mandate.output.delivered", "output", name).increment();
        } catch (FindingRefused e) {
            dead(record, Unreadable.Reason.REFUSED, name + " refused it: " + e.getMessage());
        } catch (IOException e) {
            if (!lastTaken.isTaken(record.partition(), record.offset())) return away(e);
            dead(record, Unreadable.Reason.REFUSED, name + " takes others, and never this one: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s can't be written for output %s", finding.id(), name);
            dead(
                    record,
                    Unreadable.Reason.REFUSED,
                    name + " can't write it: " + e.getClass().getSimpleName());
        }
        availability.answers(clock.instant(), follower.behind()).ifPresent(LOG::info);
        return Duration.ZERO;
    }

    private Duration away(IOException failure) {
        meters.counter("mandate.output.failures", "output", name).increment();
        availability
                .fails(clock.instant(), String.valueOf(failure), follower.behind())
                .ifPresent(LOG::warn);
        return backoff.after(availability.failures());
    }

    private void dead(ConsumerRecord<byte[], byte[]> record, Unreadable.Reason reason, String message) {
        deadLetters.keep(group, record, reason, message).await().atMost(DEAD_LETTER);
    }
}
