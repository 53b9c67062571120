package dev.mandate.messaging.sweep;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Does something small again and again, on a thread of its own. What fails is logged, and tried again the next time. */
public final class Repeated implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Repeated.class);

    private final String name;
    private final Work work;
    private final ScheduledExecutorService timer;

    /** A part of it, so that it can end between two. */
    public interface Work {
        /** @return whether there is more to do at once */
        boolean some() throws Throwable;
    }

    /** @param name of the thread, and for the log */
    public Repeated(String name, Work work) {
        this.name = name;
        this.work = work;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * @param first before the first time
     * @param pause after each
     */
    @SuppressWarnings("FutureReturnValueIgnored") // run() never throws
    public void begin(Duration first, Duration pause) {
        timer.scheduleWithFixedDelay(this::run, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void run() {
        try {
            while (work.some() && !timer.isShutdown()) Thread.onSpinWait();
        } catch (Throwable e) {
            LOG.warnf("%s is put off: %s", name, e.getMessage());
        }
    }
}
