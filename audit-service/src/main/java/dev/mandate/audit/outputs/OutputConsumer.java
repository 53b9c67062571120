package dev.mandate.audit.outputs;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.deadletters.DeadLetters;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Hands findings to one output, one after another, in a consumer group of its own: its position moves on only when a finding has
 * been taken or is a dead letter, so that a restart loses none. It may repeat one.
 */
final class OutputConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutputConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final Output output;
    private final Retries retries;
    private final KafkaClients clients;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** @param tries at least 1 */
    record Retries(int tries, Duration pause) {
        Duration after(int failures) {
            var pause = this.pause.multipliedBy(1L << Math.min(failures - 1, 16));
            return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }

        /** How long one finding can take, beside the time of its tries. */
        Duration longest() {
            var longest = Duration.ZERO;
            for (int failures = 1; failures < tries; failures++) longest = longest.plus(after(failures));
            return longest;
        }
    }

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
        this.clients = clients;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.thread = new Thread(this::run, "output-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What is being sent is sent and its position kept, so that a restart repeats nothing that was taken. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.close();
    }

    private void run() {
        while (!stopping()) {
            try (var consumer = clients.reader(settings())) {
                consumer.subscribe(List.of(FindingEvent.FAMILY.topic().name()));
                while (!stopping()) if (!follow(consumer)) return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "output %s is interrupted and goes on where it was", name);
                pause(AFTER_FAILURE);
            }
        }
    }

    private Map<String, Object> settings() {
        return Map.of("group.id", "audit-output-" + name, "max.poll.records", 1, "max.poll.interval.ms", (int)
                retries.longest().plus(Duration.ofMinutes(10)).toMillis());
    }

    /** @return false if it was stopped before a finding was taken */
    private boolean follow(Consumer<byte[], byte[]> consumer) {
        for (var record : consumer.poll(POLL)) {
            if (!take(record)) return false;
            consumer.commitSync();
        }
        return true;
    }

    private boolean take(ConsumerRecord<byte[], byte[]> record) {
        try {
            var finding = CloudEventCodec.decode(FindingEvent.FAMILY, KafkaRecords.wire(record));
            return !wanted(finding.data()) || deliver(record, finding);
        } catch (Unreadable e) {
            dead(record, e.reason(), String.valueOf(e.getMessage()));
            return true;
        }
    }

    /** What somebody should look at, and that it is over; neither what is only watched nor what is suppressed. */
    private static boolean wanted(FindingEvent finding) {
        return !finding.shadow() && (finding.alert() || finding.activityId() == FindingEvent.CLOSE);
    }

    private boolean deliver(ConsumerRecord<byte[], byte[]> record, Envelope<FindingEvent> finding) {
        for (int failures = 1; ; failures++) {
            try {
                output.send(finding, Objects.requireNonNull(record.value()));
                meters.counter("mandate.output.delivered", "output", name).increment();
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (IOException e) {
                meters.counter("mandate.output.failures", "output", name).increment();
                if (failures >= retries.tries()) {
                    dead(record, Unreadable.Reason.REFUSED, name + " did not take it in " + failures + " tries: " + e);
                    return true;
                }
                LOG.warnf("output %s did not take %s: %s", name, finding.id(), e);
                if (pause(retries.after(failures))) return false;
            }
        }
    }

    private void dead(ConsumerRecord<byte[], byte[]> record, Unreadable.Reason reason, String message) {
        deadLetters.keep(record, reason, message).await().atMost(Duration.ofSeconds(30));
    }

    private boolean stopping() {
        return stop.getCount() == 0 || thread.isInterrupted();
    }

    /** @return whether it has to stop */
    private boolean pause(Duration time) {
        try {
            return stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
