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
    private final Queue<Task<?>> waiting = new ArrayDeque<>();
    private int running;

    InFlight(int most, int mostWaiting) {
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    private record Task<T>(Supplier<CompletableFuture<T>> work, CompletableFuture<T> result) {
        void tell(@Nullable T value, @Nullable Throwable failure) {
            if (failure == null) result.complete(value);
            else result.completeExceptionally(failure);
        }
    }

    /** @return null if nobody else is let in */
    @Nullable
    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> work) {
        var task = new Task<>(work, new CompletableFuture<T>());
        synchronized (waiting) {
            if (running >= most) {
                if (waiting.size() >= mostWaiting) return null;
                waiting.add(task);
                return task.result();
            }
            running++;
        }
        start(task);
        return task.result();
    }

    /** Those that are done at once, such as questions that waited for too long, are gone through one by one, not one within the other. */
    private void start(@Nullable Task<?> first) {
        for (var task = first; task != null; task = next()) if (underWay(task)) return;
    }

    private <T> boolean underWay(Task<T> task) {
        CompletableFuture<T> started;
        try {
            started = task.work().get();
        } catch (RuntimeException | Error e) {
            started = CompletableFuture.failedFuture(e);
        }
        if (started.isDone()) {
            started.whenComplete(task::tell);
            return false;
        }
        started.whenComplete((value, failure) -> {
            start(next());
            task.tell(value, failure);
        });
        return true;
    }

    private @Nullable Task<?> next() {
        synchronized (waiting) {
            var next = waiting.poll();
            if (next == null) running--;
            return next;
        }
    }
}
