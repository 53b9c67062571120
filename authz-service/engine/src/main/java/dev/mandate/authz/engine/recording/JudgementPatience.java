package dev.mandate.authz.engine.recording;

import java.time.Duration;
import java.util.Optional;
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

    /** Ends, on {@code here}, once it is judged or patience is over; empty where there is none, so that nothing waits. */
    Optional<CompletableFuture<Void>> until(BooleanSupplier judged, Executor here) {
        if (longest.isZero()) return Optional.empty();
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(look(judged, here, System.nanoTime() + longest.toNanos())
                .whenComplete((any, failure) -> waiting.decrementAndGet()));
    }

    private static CompletableFuture<Void> look(BooleanSupplier judged, Executor here, long deadline) {
        return CompletableFuture.supplyAsync(
                        () -> judged.getAsBoolean() || System.nanoTime() - deadline > 0,
                        CompletableFuture.delayedExecutor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS, here))
                .thenCompose(over -> over ? CompletableFuture.completedFuture(null) : look(judged, here, deadline));
    }
}
