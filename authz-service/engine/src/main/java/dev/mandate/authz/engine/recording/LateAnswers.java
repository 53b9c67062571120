package dev.mandate.authz.engine.recording;

import dev.mandate.authz.engine.recording.DecisionRecorder.Underway;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sees to it that no answer waits for its record longer than patience goes. */
final class LateAnswers implements AutoCloseable {
    private static final int BETWEEN_LOOKS_MILLIS = 25;

    private final long patienceNanos;
    private final Queue<Awaited> pending = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looks = new AtomicBoolean();
    private volatile boolean started;
    private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                var thread = new Thread(task, "decision-log-late");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    LateAnswers(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    void start() {
        started = true;
        lookSoon();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private record Awaited(PendingAnswer one, Underway record) {}

    void await(PendingAnswer one, Underway record) {
        pending.add(new Awaited(one, record));
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
            if (!pending.isEmpty()) lookLater();
            else {
                looks.set(false);
                if (!pending.isEmpty()) lookSoon(); // it came just then
            }
        }
    }

    /** All wait equally long, so that those who came first are late first, and nobody needs a timer of his own. */
    private void giveUpOnLate() {
        var now = System.nanoTime();
        for (var first = pending.peek(); first != null; first = pending.peek()) {
            if (now - first.one().began < patienceNanos && !first.one().settled()) return;
            pending.poll();
            first.one().giveUp(first.record());
        }
    }
}
