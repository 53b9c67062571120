package dev.mandate.messaging.sweep;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Each of what is due has a turn on a thread of its own, so many at once: who is slow or gone holds up nobody else. */
public final class Turns implements AutoCloseable {
    private final Semaphore places;
    private final ExecutorService threads;

    /**
     * @param name of the threads
     * @param atOnce in this replica
     */
    public Turns(String name, int atOnce) {
        this.places = new Semaphore(atOnce);
        this.threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** How many may be given without waiting, if one thread gives them all. */
    public int free() {
        return places.availablePermits();
    }

    /** Waits for a place, which is free again when the turn is over, however it ends. */
    public void give(Runnable turn) throws InterruptedException {
        places.acquire();
        threads.execute(() -> {
            try {
                turn.run();
            } finally {
                places.release();
            }
        });
    }

    /** Interrupts those that are under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
