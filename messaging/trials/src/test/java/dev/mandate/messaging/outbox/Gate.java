package dev.mandate.messaging.outbox;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Halts the first who comes until it is opened. */
final class Gate implements Runnable {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    @Override
    public void run() {
        arrived.countDown();
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitArrival() throws InterruptedException {
        if (!arrived.await(20, TimeUnit.SECONDS)) throw new AssertionError("nobody came");
    }

    void open() {
        opened.countDown();
    }
}
