package dev.mandate.cli.evaluation;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Work on whose outcome nothing waits yet, for whichever thread has nothing else to do: what a suite learns goes in the order of its runs,
 * so that a long one would keep a single thread at work.
 */
final class SpareTime {
    /** What was done meanwhile by whoever needed it is kept until its turn. */
    private static final int MOST_SOON = 256;

    private final Executor threads;
    private final Kept soon;
    private final Kept later;

    /** @param room how many pieces of work wait at once that nobody needs soon; what is more is done by whoever has it */
    SpareTime(Executor threads, int room) {
        this.threads = threads;
        this.soon = new Kept(MOST_SOON);
        this.later = new Kept(room);
    }

    /** What waits, first come, first served. */
    private static final class Kept {
        private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
        private final Semaphore room;

        Kept(int room) {
            this.room = new Semaphore(room);
        }

        @Nullable
        Runnable next() {
            var next = work.poll();
            if (next != null) room.release();
            return next;
        }
    }

    /** Its outcome is needed before long: it is done before all that isn't. */
    <T> FutureTask<T> soon(Callable<T> work) {
        return give(work, soon);
    }

    /** Its outcome is needed when all else is over. */
    <T> FutureTask<T> later(Callable<T> work) {
        return give(work, later);
    }

    private <T> FutureTask<T> give(Callable<T> work, Kept kept) {
        var task = new FutureTask<>(work);
        if (!kept.room.tryAcquire()) {
            task.run();
            return task;
        }
        kept.work.add(task);
        threads.execute(() -> {
            var first = soon.next();
            var next = first == null ? later.next() : first;
            if (next != null) next.run();
        });
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
