package dev.mandate.audit.outputs;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.follower.GroupFollower;
import dev.mandate.messaging.follower.Retries;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Hands findings to one output, one after another, in a consumer group of its own: each is taken, or becomes a dead letter. */
final class OutputConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutputConsumer.class);

    private final String name;
    private final Output output;
    private final Retries retries;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final GroupFollower follower;

    /** @param name unlike that of any other output */
    OutputConsumer(
            String name,
            Output output,
            Retries retries,
            KafkaClients clients,
            DeadLetters deadLetters,
            MeterRegistry meters) {
        this.name = name;
        this.output = output;
        this.retries = retries;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.follower = new GroupFollower(
                "audit-output-" + name, FindingEvent.FAMILY.topic(), retries.longest(), clients, this::take);
    }

    void start() {
        follower.start();
    }

    /** What is being sent is sent and its position kept, so that a restart repeats nothing that was taken. */
    @Override
    public void close() {
        follower.close();
        output.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            var finding = CloudEventCodec.decode(FindingEvent.FAMILY, KafkaRecords.wire(record));
            if (wanted(finding.data())) deliver(record, finding);
        } catch (Unreadable e) {
            dead(record, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    /** What somebody should look at, and that it is over; neither what is only watched nor what is suppressed. */
    private static boolean wanted(FindingEvent finding) {
        return !finding.shadow() && (finding.alert() || finding.activityId() == FindingEvent.CLOSE);
    }

    private void deliver(ConsumerRecord<byte[], byte[]> record, Envelope<FindingEvent> finding)
            throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                output.send(finding, Objects.requireNonNull(record.value()));
                meters.counter("mandate.output.delivered", "output", name).increment();
                return;
            } catch (IOException e) {
                meters.counter("mandate.output.failures", "output", name).increment();
                if (failures >= retries.tries()) {
                    dead(record, Unreadable.Reason.REFUSED, name + " did not take it in " + failures + " tries: " + e);
                    return;
                }
                LOG.warnf("output %s did not take %s: %s", name, finding.id(), e);
                follower.pause(retries.after(failures));
            }
        }
    }

    private void dead(ConsumerRecord<byte[], byte[]> record, Unreadable.Reason reason, String message) {
        deadLetters.keep(record, reason, message).await().atMost(Duration.ofSeconds(30));
    }
}
