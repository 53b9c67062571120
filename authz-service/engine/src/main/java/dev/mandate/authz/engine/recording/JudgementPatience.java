package dev.mandate.authz.engine.recording;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * How long a question waits for the risk job to judge what was just read, where that alone stands in its way: an agent's loop goes on within
 * milliseconds of an answer and takes a denial for the last word.
 */
public final class JudgementPatience {
    /** Nothing waits. */
    public static final JudgementPatience NONE = new JudgementPatience(Duration.ZERO, 0);

    private static final long BETWEEN_LOOKS_MILLIS = 10;

    private final Duration longest;
    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param longest after which the answer is what it would have been
     * @param mostWaiting at the same time; one more doesn't wait
     */
    public JudgementPatience(Duration longest, int mostWaiting) {
        this.longest = longest;
        this.mostWaiting = mostWaiting;
    }

    /** Ends, on {@code here}, once it is judged or patience is over. */
    CompletableFuture<Void> until(BooleanSupplier judged, Executor here) {
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            return CompletableFuture.completedFuture(null);
        }
        var over = new CompletableFuture<Void>();
        look(judged, here, System.nanoTime() + longest.toNanos(), over);
        return over.whenComplete((any, failure) -> waiting.decrementAndGet());
    }

    private static void look(BooleanSupplier judged, Executor here, long deadline, CompletableFuture<Void> over) {
        CompletableFuture.runAsync(
                        () -> {
                            if (judged.getAsBoolean() || System.nanoTime() > deadline) over.complete(null);
                            else look(judged, here, deadline, over);
                        },
                        CompletableFuture.delayedExecutor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS, here))
                .exceptionally(failure -> {
                    over.completeExceptionally(failure);
                    return null;
                });
    }
}
