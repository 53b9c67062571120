package dev.mandate.messaging.outputs;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells an output that is away from one that always fails at one message: what stands in it others wrote, and a firewall before the output, or
 * the output itself, may fail at that each time. Whoever can have such a message written would stop all behind it. So after some failures the
 * message that was taken last is sent once more, with the id that it had: an output that takes it is there.
 */
final class PoisonMessageProbe<M> {
    /** Before that, a restart or an overload is over. */
    static final int FAILURES = 5;

    /** One of a partition, whatever becomes of those of others meanwhile. */
    private record Failing(long offset, int failures, boolean suspected) {}

    private final Output<M> output;
    private @Nullable M last;
    private final Map<Integer, Failing> failing = new HashMap<>();

    PoisonMessageProbe(Output<M> output) {
        this.output = output;
    }

    void delivered(M message) {
        last = message;
    }

    /**
     * Whether the output takes others than the message that it has just failed at: after two failures in a row, since it may have come back in
     * between.
     *
     * @return false too while it has taken none, since nobody knows then
     */
    boolean isPoison(int partition, long offset) throws InterruptedException {
        var known = last;
        var found = failing.get(partition);
        var before = found != null && found.offset() == offset ? found : new Failing(offset, 0, false);
        var failures = before.failures() + 1;
        var takes = known != null && failures > FAILURES && takes(known);
        failing.put(partition, new Failing(offset, failures, takes));
        return takes && before.suspected();
    }

    private boolean takes(M known) throws InterruptedException {
        try {
            output.send(known);
            return true;
        } catch (OutputRefused | IOException | RuntimeException e) {
            return false;
        }
    }
}
