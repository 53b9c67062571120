package dev.mandate.authz.recording;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What waits to be sent: so many records and so many bytes of them at most, as they are encoded, since whoever asks chooses how long a record is. Any thread. */
final class SizedQueue<E extends SizedQueue.Sized> {
    /** What a record takes beside its key and value. */
    private static final int HEADERS = 400;

    private final BlockingQueue<E> waiting;
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();

    SizedQueue(int most, long mostBytes) {
        this.waiting = new ArrayBlockingQueue<>(most);
        this.mostBytes = mostBytes;
    }

    /** Something that waits. */
    interface Sized {
        ProducerRecord<byte[], byte[]> record();
    }

    static int sizeOf(ProducerRecord<byte[], byte[]> record) {
        return HEADERS + record.key().length + record.value().length;
    }

    /** False if there is no room. */
    boolean offer(E one) {
        var size = sizeOf(one.record());
        if (bytes.addAndGet(size) <= mostBytes && waiting.offer(one)) return true;
        bytes.addAndGet(-size);
        return false;
    }

    /** Null if none has come by then. */
    @Nullable
    E poll(long millis) throws InterruptedException {
        var one = waiting.poll(millis, TimeUnit.MILLISECONDS);
        if (one != null) bytes.addAndGet(-sizeOf(one.record()));
        return one;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }
}
