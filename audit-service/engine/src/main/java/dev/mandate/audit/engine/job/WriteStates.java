package dev.mandate.audit.engine.job;

import dev.mandate.audit.engine.sessions.SessionStates;
import dev.mandate.audit.engine.sessions.StateJson;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Writes a session's state as the contract says. */
final class WriteStates extends ContextualProcessor<byte[], ProcessingResult, byte[], byte[]> {
    private final StateJson json = new StateJson();

    @Override
    public void process(Record<byte[], ProcessingResult> record) {
        context()
                .forward(SessionStates.record(
                        ((ProcessingResult.State) record.value()).risk(), json, record.timestamp()));
    }
}
