package dev.mandate.cli.evaluation;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Work on whose outcome nothing waits yet, for whichever thread has nothing else to do: what a suite learns goes in the order of its runs,
 * so that a long one would keep a single thread at work.
 */
final class SpareTime {
    /** Pieces of work that wait at once, each with some KB that it looks at; what is more is done by whoever has it. */
    private static final int ROOM = 2_000;

    private final Executor threads;
    private final Semaphore room = new Semaphore(ROOM);

    SpareTime(Executor threads) {
        this.threads = threads;
    }

    <T> FutureTask<T> give(Callable<T> work) {
        var task = new FutureTask<>(work);
        if (room.tryAcquire())
            threads.execute(() -> {
                room.release();
                task.run();
            });
        else task.run();
        return task;
    }

    /** For whoever can't go on without it: where nobody has begun, he does it himself. */
    static <T> T needed(FutureTask<T> work) {
        work.run();
        return outcome(work);
    }

    /** @throws RuntimeException as the work ended with */
    static <T> T outcome(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while runs were played", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
