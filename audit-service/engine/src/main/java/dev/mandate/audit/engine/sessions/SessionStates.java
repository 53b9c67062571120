package dev.mandate.audit.engine.sessions;

import dev.mandate.events.risk.SessionRisk;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Takes home to the session's own task what was found elsewhere, since that task alone writes the session's state. */
public final class SessionStates extends ContextualProcessor<byte[], SessionMatch, byte[], byte[]> {
    private @Nullable SessionStore store;
    private @Nullable SessionWriter writer;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        store = SessionStore.open(context);
        writer = SessionWriter.open(context);
    }

    @Override
    public void process(Record<byte[], SessionMatch> record) {
        if (writer == null) throw new IllegalStateException("not initialised");
        var risk = found(record.value());
        if (risk != null) writer.write(risk, record.timestamp());
    }

    /** The state of the session that it was found about; null where nothing else is known of that. */
    public @Nullable SessionRisk found(SessionMatch match) {
        if (store == null) throw new IllegalStateException("not initialised");
        store.found(match.session(), match.rule(), match.level(), null);
        return store.risk(match.session());
    }
}
