package dev.mandate.messaging.outputs;

import java.io.IOException;

/**
 * One place that messages go to. More than one thread may send.
 *
 * @param <M> what is sent
 */
public interface Output<M> extends AutoCloseable {
    /**
     * Returns when the other side has it, as far as its protocol can tell.
     *
     * @throws OutputRefused if the other side takes others and never this one
     * @throws IOException if the other side is away, or takes nothing as things are: it has to be tried again
     * @throws RuntimeException if this message can't be written
     */
    void send(M message) throws OutputRefused, IOException, InterruptedException;

    @Override
    default void close() {}
}
