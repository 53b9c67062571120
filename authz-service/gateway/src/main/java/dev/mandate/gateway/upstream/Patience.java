package dev.mandate.gateway.upstream;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long a server may take for a request: time in which it waits for an answer of its own doesn't count, and begins anew after it. Any thread. */
final class Patience {
    private final Duration most;
    private final Runnable over;
    private @Nullable CompletableFuture<Boolean> turn;
    private int waiting;
    private boolean ended;

    /** @param over run once it was too long */
    Patience(Duration most, Runnable over) {
        this.most = most;
        this.over = over;
    }

    synchronized void begin() {
        stop();
        if (ended) return;
        var mine = new CompletableFuture<Boolean>().completeOnTimeout(true, most.toMillis(), TimeUnit.MILLISECONDS);
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
        if (turn != null) turn.complete(false);
        turn = null;
    }
}
