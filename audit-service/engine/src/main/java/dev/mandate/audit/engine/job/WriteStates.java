package dev.mandate.audit.engine.job;

import dev.mandate.audit.engine.sessions.SessionWriter;
import dev.mandate.audit.engine.stored.AtCommit;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes sessions' states as the contract says, those of other stages of the task too. */
final class WriteStates extends ContextualProcessor<byte[], ProcessingResult, byte[], byte[]> {
    private @Nullable SessionWriter writer;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        writer = SessionWriter.open(context, AtCommit.by(context));
    }

    @Override
    public void process(Record<byte[], ProcessingResult> record) {
        if (writer == null) throw new IllegalStateException("not initialised");
        var state = (ProcessingResult.State) record.value();
        writer.write(state.risk(), record.timestamp());
    }
}
