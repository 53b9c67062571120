package dev.mandate.gateway.upstream;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a server may take for a request in all: time in which it waits for an answer of its own doesn't count, and what is left of its own goes on after
 * it. So a server that asks again and again holds nothing for longer than what it asks may take. Any thread.
 */
final class Patience {
    private final Runnable over;
    private long leftNanos;
    private long since;
    private @Nullable CompletableFuture<Boolean> turn;
    private int waiting;
    private boolean ended;

    /** @param over run once it was too long */
    Patience(Duration most, Runnable over) {
        this.leftNanos = most.toNanos();
        this.over = over;
    }

    synchronized void begin() {
        if (ended || waiting > 0 || turn != null) return;
        since = System.nanoTime();
        var mine =
                new CompletableFuture<Boolean>().completeOnTimeout(true, Math.max(1, leftNanos), TimeUnit.NANOSECONDS);
        turn = mine;
        mine.thenAccept(late -> {
            if (late) over.run();
        });
    }

    /** The server has asked something. */
    synchronized void waits() {
        waiting++;
        stop();
    }

    /** It has the answer. */
    synchronized void goesOn() {
        if (--waiting == 0) begin();
    }

    /** It has answered. */
    synchronized void end() {
        ended = true;
        stop();
    }

    /** What is stopped is held by nobody any more. */
    private void stop() {
        if (turn == null) return;
        leftNanos -= System.nanoTime() - since;
        turn.complete(false);
        turn = null;
    }
}
