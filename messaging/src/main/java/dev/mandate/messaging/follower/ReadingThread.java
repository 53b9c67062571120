package dev.mandate.messaging.follower;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A thread that reads until it is stopped, and begins again with a new consumer a second after a failure. */
final class ReadingThread {
    private static final Logger LOG = Logger.getLogger(ReadingThread.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** Returns when it is stopped. */
    interface Reading {
        void read(Consumer<byte[], byte[]> consumer) throws InterruptedException;
    }

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Reading reading;
    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch stop = new CountDownLatch(1);

    private volatile @Nullable Consumer<byte[], byte[]> current;

    ReadingThread(String name, Supplier<Consumer<byte[], byte[]>> consumers, Reading reading) {
        this.consumers = consumers;
        this.reading = reading;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Once, however often it is called. */
    void start() {
        if (started.compareAndSet(false, true)) thread.start();
    }

    boolean stopped() {
        return stop.getCount() == 0 || thread.isInterrupted();
    }

    /** @throws InterruptedException if it is stopped, now or meanwhile */
    void pause(Duration time) throws InterruptedException {
        if (stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) throw new InterruptedException("stopped");
    }

    void stop() {
        stop.countDown();
    }

    /** Also where it waits for records. */
    void stopAtOnce() {
        stop();
        var consumer = current;
        if (consumer != null) consumer.wakeup();
    }

    void await(Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped()) {
                open();
                pause(AFTER_FAILURE);
            }
        } catch (InterruptedException e) {
            LOG.debugf("%s has ended", thread.getName());
        }
    }

    private void open() throws InterruptedException {
        try (var consumer = consumers.get()) {
            current = consumer;
            reading.read(consumer);
        } catch (WakeupException e) {
            LOG.debugf("%s is woken up", thread.getName());
        } catch (RuntimeException e) {
            if (!stopped()) LOG.errorf(e, "%s is interrupted and goes on where it was", thread.getName());
        } finally {
            current = null;
        }
    }
}
