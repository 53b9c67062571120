package dev.mandate.audit.outputs;

import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.risk.FindingEvent;
import java.io.IOException;

/** One place that findings go to. */
interface Output extends AutoCloseable {
    /**
     * Returns when the other side has it, as far as its protocol can tell.
     *
     * @param body the finding as it is on the topic
     * @throws IOException if it has to be tried again
     */
    void send(Envelope<FindingEvent> finding, byte[] body) throws IOException, InterruptedException;

    @Override
    default void close() {}
}
