package dev.mandate.authz.recording;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A disk that may hang. What is done there is done in order, by a thread of its own; who waits for it waits no longer than patience goes, and
 * nobody waits while something before is overdue. Any thread.
 */
final class PatientDisk implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PatientDisk.class);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

    private final Duration patience;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var writes = new Thread(task, "decision-journal");
        writes.setDaemon(true);
        return writes;
    });
    private volatile boolean hangs;

    PatientDisk(Duration patience) {
        this.patience = patience;
    }

    /**
     * Returns when it is done, or is late.
     *
     * @return false if it isn't begun, since something before it is overdue
     */
    boolean soon(Runnable work) {
        if (hangs) return false;
        var done = new CountDownLatch(1);
        if (!later(() -> {
            work.run();
            done.countDown();
        })) return false;
        if (!within(patience, done)) overdue();
        return true;
    }

    /** @return false if it will never be, since this is closed */
    boolean later(Runnable work) {
        try {
            thread.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void overdue() {
        hangs = true;
        LOG.errorf("the disk takes longer than %s: what the broker doesn't take is in memory alone", patience);
        later(() -> {
            hangs = false;
            LOG.info("the disk takes what it is given again");
        });
    }

    private static boolean within(Duration time, CountDownLatch done) {
        var until = System.nanoTime() + time.toNanos();
        var interrupted = false;
        try {
            while (true)
                try {
                    return done.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** What was asked for until now is done first, unless it hangs. */
    @Override
    public void close() {
        var done = new CountDownLatch(1);
        later(done::countDown);
        thread.shutdown();
        within(hangs ? Duration.ZERO : ENDS_WITHIN, done);
    }
}
