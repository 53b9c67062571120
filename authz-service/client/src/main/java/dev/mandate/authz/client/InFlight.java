package dev.mandate.authz.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** At most so many at once; a few more wait for their turn, and beyond those nobody is let in. */
final class InFlight {
    private final int most;
    private final int mostWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    InFlight(int most, int mostWaiting) {
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    /** @return null if nobody else is let in */
    @Nullable
    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> task) {
        var result = new CompletableFuture<T>();
        Runnable start = () -> start(task, result);
        synchronized (waiting) {
            if (running >= most) {
                if (waiting.size() >= mostWaiting) return null;
                waiting.add(start);
                return result;
            }
            running++;
        }
        start.run();
        return result;
    }

    private <T> void start(Supplier<CompletableFuture<T>> task, CompletableFuture<T> result) {
        CompletableFuture<T> started;
        try {
            started = task.get();
        } catch (RuntimeException | Error e) {
            started = CompletableFuture.failedFuture(e);
        }
        started.whenComplete((value, failure) -> {
            next();
            if (failure == null) result.complete(value);
            else result.completeExceptionally(failure);
        });
    }

    private void next() {
        Runnable next;
        synchronized (waiting) {
            next = waiting.poll();
            if (next == null) running--;
        }
        if (next != null) next.run();
    }
}
