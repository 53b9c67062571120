package dev.mandate.authz.recording;

import dev.mandate.authz.recording.Backlog.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits in the backlog: one record a second while the broker takes none, and all of it once it does. After the last of them
 * comes the gap, so that one record tells of all that an outage cost. Used by the sender's thread.
 */
final class CatchingUp {
    private static final long BETWEEN_TRIES_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int AT_ONCE = 1000;

    private final LogProducer producer;
    private final Backlog backlog;
    private final Supplier<@Nullable Waiting> gap;
    private final Consumer<Waiting> tooLarge;
    private long tried = System.nanoTime();
    private long told = tried - BETWEEN_TRIES_NANOS;
    private volatile boolean underway;

    CatchingUp(LogProducer producer, Backlog backlog, Supplier<@Nullable Waiting> gap, Consumer<Waiting> tooLarge) {
        this.producer = producer;
        this.backlog = backlog;
        this.gap = gap;
        this.tooLarge = tooLarge;
    }

    /** There is more to do than to wait for the next record. */
    boolean busy() {
        return producer.taking() && (underway || !backlog.isEmpty());
    }

    void go() {
        if (underway) return;
        if (!producer.taking()) tryOne();
        else if (backlog.isEmpty()) tellOfGap();
        else send(backlog.take(AT_ONCE));
    }

    /** At the end: whatever comes of it. */
    void once() {
        if (!producer.taking()) return;
        send(backlog.take(Integer.MAX_VALUE));
        tellOfGap();
    }

    private void tryOne() {
        if (System.nanoTime() - tried < BETWEEN_TRIES_NANOS) return;
        tried = System.nanoTime();
        send(backlog.take(1));
    }

    private void tellOfGap() {
        if (System.nanoTime() - told < BETWEEN_TRIES_NANOS) return;
        var record = gap.get();
        if (record == null) return;
        told = System.nanoTime();
        send(List.of(record));
    }

    private void send(List<Waiting> some) {
        if (some.isEmpty()) return;
        underway = true;
        var burst = new Burst(some);
        for (int at = 0; at < some.size(); at++) {
            var number = at;
            producer.send(some.get(at).record(), (place, failure) -> burst.answered(number, failure));
        }
    }

    private final class Burst {
        private final List<Waiting> records;
        private final TreeSet<Integer> failed = new TreeSet<>();
        private int outstanding;

        Burst(List<Waiting> records) {
            this.records = records;
            this.outstanding = records.size();
        }

        synchronized void answered(int number, @Nullable Exception failure) {
            if (failure instanceof RecordTooLargeException) tooLarge.accept(records.get(number));
            else if (failure != null) failed.add(number);
            else backlog.over(records.get(number));
            if (--outstanding > 0) return;
            backlog.putBack(records, failed);
            underway = false;
        }
    }
}
