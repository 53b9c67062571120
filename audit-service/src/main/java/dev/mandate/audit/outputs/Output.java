package dev.mandate.audit.outputs;

import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.risk.FindingEvent;
import java.io.IOException;

/** One place that findings go to. More than one thread may send. */
interface Output extends AutoCloseable {
    /**
     * Returns when the other side has it, as far as its protocol can tell.
     *
     * @param body the finding as it is on the topic
     * @throws FindingRefused if the other side takes others and never this one
     * @throws IOException if the other side is away, or takes nothing as things are: it has to be tried again
     * @throws RuntimeException if this finding can't be written
     */
    void send(Envelope<FindingEvent> finding, byte[] body) throws FindingRefused, IOException, InterruptedException;

    @Override
    default void close() {}
}
