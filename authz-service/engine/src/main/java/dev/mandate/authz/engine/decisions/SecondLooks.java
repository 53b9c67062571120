package dev.mandate.authz.engine.decisions;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Deciding again, off the thread that reads, on which all that is allowed waits for its place. One at a time for whomever it is for, in turns,
 * so that whoever makes much of it keeps himself waiting.
 */
final class SecondLooks {
    /** That wait for one: each holds a question of 128 KiB at most. */
    static final int MOST_OF_ONE = 16;

    private static final System.Logger LOG = System.getLogger(SecondLooks.class.getName());
    private static final int KEPT_SECONDS = 10;

    private final Executor threads;
    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

    SecondLooks(Executor threads) {
        this.threads = threads;
    }

    /** On threads of their own, which end when there is nothing to do. */
    static SecondLooks apart() {
        var number = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        var threads = new ThreadPoolExecutor(
                number, number, KEPT_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    var thread = new Thread(task, "second-looks");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return new SecondLooks(threads);
    }

    /** False if so many wait for the same one that this isn't looked at. */
    boolean look(String holder, Runnable look) {
        Queue<Runnable> his;
        synchronized (waiting) {
            his = waiting.computeIfAbsent(holder, any -> new ArrayDeque<>(1));
            if (his.size() == MOST_OF_ONE) return false;
            his.add(look);
            if (his.size() > 1) return true;
        }
        threads.execute(() -> next(holder, his));
        return true;
    }

    /** Each stays in the queue while it is looked at, so that nobody else begins with the holder's. */
    private void next(String holder, Queue<Runnable> his) {
        Runnable look;
        synchronized (waiting) {
            look = his.element();
        }
        try {
            look.run();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(System.Logger.Level.ERROR, "what was allowed can't be looked at again", e);
        } finally {
            if (more(holder, his)) threads.execute(() -> next(holder, his));
        }
    }

    private boolean more(String holder, Queue<Runnable> his) {
        synchronized (waiting) {
            his.remove();
            if (his.isEmpty()) waiting.remove(holder);
            return !his.isEmpty();
        }
    }
}
