package dev.mandate.authz.engine.recording;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Sees to it that nobody waits for a record longer than patience goes: all wait equally long, so that those who came first are late first, and nobody needs a timer of his own. */
public final class Patience<T> implements AutoCloseable {
    private static final int BETWEEN_LOOKS_MILLIS = 25;

    private final long nanos;
    private final Predicate<T> settled;
    private final Consumer<T> givenUp;
    private final Queue<Waiting<T>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looks = new AtomicBoolean();
    private volatile boolean started;
    private final ScheduledExecutorService clock;

    private record Waiting<T>(T one, long since) {}

    /**
     * @param what names the thread
     * @param settled whether one waits no more
     * @param givenUp is given each once it is late, or settled
     */
    public Patience(String what, Duration patience, Predicate<T> settled, Consumer<T> givenUp) {
        this.nanos = patience.toNanos();
        this.settled = settled;
        this.givenUp = givenUp;
        this.clock = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    var thread = new Thread(task, what);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    public void start() {
        started = true;
        lookSoon();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** From now on. */
    public void await(T one) {
        waiting.add(new Waiting<>(one, System.nanoTime()));
        lookSoon();
    }

    /** While nobody waits, nobody looks. */
    private void lookSoon() {
        if (started && !looks.get() && looks.compareAndSet(false, true)) lookLater();
    }

    private void lookLater() {
        var unused = clock.schedule(this::look, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            giveUpOnLate();
        } finally {
            if (!waiting.isEmpty()) lookLater();
            else {
                looks.set(false);
                if (!waiting.isEmpty()) lookSoon(); // it came just then
            }
        }
    }

    private void giveUpOnLate() {
        var now = System.nanoTime();
        for (var first = waiting.peek(); first != null; first = waiting.peek()) {
            if (now - first.since() < nanos && !settled.test(first.one())) return;
            waiting.poll();
            givenUp.accept(first.one());
        }
    }
}
