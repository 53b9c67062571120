package dev.mandate.messaging.draining;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * From the moment that this process is asked to end, requests are refused, and what is under way is finished before anything that it needs ends. What takes
 * longer than
 * {@code mandate.drain.patience} is given up then, so that whoever waits for it is answered while connections are still open, and what became of it is told
 * while records are still sent.
 */
@Singleton
public class Drain {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** For what was given up to be answered and told. */
    private static final Duration GIVEN_UP_WITHIN = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final Duration patience;
    private final Duration givenUpWithin;
    private final Set<Work> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;
    private volatile boolean late;
    private long lateAt;

    @Inject
    Drain(DrainConfig config) {
        this(config.patience(), GIVEN_UP_WITHIN);
        if (patience.isNegative() || patience.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("mandate.drain.patience is from 0 to 10 minutes, not " + patience);
    }

    /** For tests, whose time is short. */
    public Drain(Duration patience, Duration givenUpWithin) {
        this.patience = patience;
        this.givenUpWithin = givenUpWithin;
    }

    /** This process is asked to end: nothing that comes now is begun. */
    public boolean begun() {
        return begun;
    }

    /**
     * Work that is finished before this process ends, whether anybody still waits for its answer or not. What a request begins counts as begun with it.
     *
     * @param giveUp makes it end soon, with whatever it has come to; called once at most, from any thread, also before the work is begun
     * @param begin once
     */
    public <T> CompletableFuture<T> finish(Runnable giveUp, Supplier<CompletableFuture<T>> begin) {
        var work = new Work(giveUp);
        underWay.add(work);
        if (late) work.giveUp();
        CompletableFuture<T> result;
        try {
            result = begin.get();
        } catch (RuntimeException e) {
            over(work);
            throw e;
        }
        return result.whenComplete((any, failure) -> over(work));
    }

    private void over(Work work) {
        underWay.remove(work);
        if (!begun) return;
        synchronized (this) {
            notifyAll();
        }
    }

    /** The first of all that is done: connections are open, and everything runs. */
    public void begin(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        finish();
    }

    /** Connections are closed, and everything else ends after this: what was begun by requests that came before, and had no work yet, is finished. What begins later is given up before it is begun. */
    public void end(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        finish();
        late = true; // what is begun even now is given up before
        if (!underWay.isEmpty())
            LOG.errorf(
                    "%d calls are cut off, since they take too long: what becomes of them may go untold",
                    underWay.size());
    }

    private void finish() throws InterruptedException {
        if (!begun) {
            lateAt = System.nanoTime() + patience.toNanos();
            begun = true;
        }
        if (empty(lateAt)) return;
        LOG.warnf("%d calls are given up, since this process ends and they take too long", underWay.size());
        late = true;
        underWay.forEach(Work::giveUp);
        empty(System.nanoTime() + givenUpWithin.toNanos());
    }

    /** @return whether nothing is under way, which may be before then */
    private synchronized boolean empty(long until) throws InterruptedException {
        while (!underWay.isEmpty()) {
            var left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) return false;
            wait(left);
        }
        return true;
    }

    private static final class Work {
        private final Runnable giveUp;
        private final AtomicBoolean givenUp = new AtomicBoolean();

        Work(Runnable giveUp) {
            this.giveUp = giveUp;
        }

        void giveUp() {
            if (!givenUp.compareAndSet(false, true)) return;
            try {
                giveUp.run();
            } catch (RuntimeException e) {
                LOG.error("a call can't be given up", e);
            }
        }
    }
}
