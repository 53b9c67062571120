package dev.mandate.gateway.calls;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether anybody still waits for a call. Any thread. */
public final class Cancellation {
    private static final Runnable DONE = () -> {};

    private final AtomicReference<@Nullable Runnable> undo = new AtomicReference<>();

    /** Nobody waits any more: what is under way is given up, and what isn't yet never begins. */
    public void cancel() {
        var what = undo.getAndSet(DONE);
        if (what != null) what.run();
    }

    public boolean cancelled() {
        return undo.get() == DONE;
    }

    /** What cancelling does from now on; at once if it was cancelled before. */
    public void undoes(Runnable what) {
        if (!undo.compareAndSet(null, what)) what.run();
    }
}
