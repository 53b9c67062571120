package dev.mandate.audit.engine.commits;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Has what a stage did committed at once if the last commit is a while ago, and after a commit that took long the later: a thread judges
 * for three times as long as its last commit took, so that commits are at most a quarter of its time. Kafka Streams itself goes by the
 * time since the last commit ended, however long that one took: with brokers that wait for a processor, committing was most of what the job did.
 *
 * <p>Kafka Streams' own interval stays, for what nobody tells of here, and must be {@link #LATEST} or more.
 */
public final class CommitPace {
    /** What happens at once goes into one transaction. */
    public static final Duration SOONEST = Duration.ofMillis(100);
    /** However slow the brokers: it waits once in each of three stages until decisions know, and they deny after 30 s. */
    public static final Duration LATEST = Duration.ofSeconds(2);

    private static final int TIMES_THE_LAST_ONE = 3;

    private final LongSupplier nanos;
    private final ThreadLocal<Transactions> ofThread;

    public CommitPace() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that only goes on */
    CommitPace(LongSupplier nanos) {
        this.nanos = nanos;
        ofThread = ThreadLocal.withInitial(Transactions::new);
    }

    /** This thread did something in the task for which others wait. */
    public void worked(ProcessorContext<?, ?> task) {
        ofThread.get().worked(task);
    }

    /** How long this thread may wait for records, if it would for so long. */
    public Duration patience(Duration most) {
        return ofThread.get().patience(most);
    }

    /** What this thread did earlier may have its turn by now. */
    public void look() {
        ofThread.get().look();
    }

    /** A part of a commit, for which this thread waits. */
    public void takes(Runnable part) {
        ofThread.get().takes(part);
    }

    /** The transaction of this thread has ended, this way or that. */
    public void ended() {
        ofThread.get().ended();
    }

    /** Those of one thread, one after the other. */
    private final class Transactions {
        private final Set<ProcessorContext<?, ?>> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
        private long spent;
        private long due = nanos.getAsLong();

        void worked(ProcessorContext<?, ?> task) {
            if (left() <= 0) task.commit();
            else waiting.add(task);
        }

        Duration patience(Duration most) {
            if (waiting.isEmpty()) return most;
            var left = Duration.ofMillis(Math.max(0, left() / 1_000_000 + 1));
            return left.compareTo(most) < 0 ? left : most;
        }

        void look() {
            if (waiting.isEmpty() || left() > 0) return;
            waiting.forEach(ProcessorContext::commit);
            waiting.clear();
        }

        void takes(Runnable part) {
            long began = nanos.getAsLong();
            try {
                part.run();
            } finally {
                spent += nanos.getAsLong() - began;
            }
        }

        void ended() {
            long pause = Math.min(LATEST.toNanos(), Math.max(SOONEST.toNanos(), TIMES_THE_LAST_ONE * spent));
            due = nanos.getAsLong() + pause;
            spent = 0;
            waiting.clear(); // all of a thread's tasks are committed together
        }

        private long left() {
            return due - nanos.getAsLong();
        }
    }
}
