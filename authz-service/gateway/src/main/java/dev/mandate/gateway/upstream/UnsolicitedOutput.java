package dev.mandate.gateway.upstream;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * What a child process writes that answers nobody, which is read all the same: notifications, requests, nonsense. More of it than any server has
 * to say would keep a processor busy without end, so such a child is ended.
 */
final class UnsolicitedOutput {
    static final int MOST = 20_000;
    private static final long SECONDS = 10;

    private final LongSupplier nanos;
    private final long mostBytes;
    private long since;
    private int messages;
    private long bytes;

    /**
     * @param mostBytes in ten seconds
     * @param nanos a clock that only goes forward
     */
    UnsolicitedOutput(long mostBytes, LongSupplier nanos) {
        this.mostBytes = mostBytes;
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** @throws IOException in words, if that is more than a server has to say */
    void count(int length) throws IOException {
        var now = nanos.getAsLong();
        if (now - since > SECONDS * 1_000_000_000L) {
            since = now;
            messages = 0;
            bytes = 0;
        }
        messages++;
        bytes += length;
        if (messages > MOST || bytes > mostBytes)
            throw new IOException("it wrote more than " + (messages > MOST ? MOST + " messages" : mostBytes + " bytes")
                    + " in " + SECONDS + " s that answer nothing");
    }
}
