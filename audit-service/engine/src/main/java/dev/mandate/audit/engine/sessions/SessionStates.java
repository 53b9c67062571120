package dev.mandate.audit.engine.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.risk.SessionRisk;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Takes home to the session's own task what was found elsewhere, since that task alone writes the session's state. */
public final class SessionStates extends ContextualProcessor<byte[], SessionMatch, byte[], byte[]> {
    private static final System.Logger LOG = System.getLogger(SessionStates.class.getName());

    private final StateJson json = new StateJson();
    private @Nullable SessionStore store;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        store = SessionStore.open(context);
    }

    @Override
    public void process(Record<byte[], SessionMatch> record) {
        var risk = found(record.value());
        if (risk != null) context().forward(record(risk, json, record.timestamp()));
    }

    /** The state of the session that it was found about; null where nothing else is known of that. */
    public @Nullable SessionRisk found(SessionMatch match) {
        if (store == null) throw new IllegalStateException("not initialised");
        store.found(match.session(), match.rule(), match.level(), null);
        return store.risk(match.session());
    }

    public static Record<byte[], byte[]> record(SessionRisk risk, StateJson json, long timestamp) {
        var key = risk.session().value();
        var written = json.of(risk);
        if (written.length > Bounds.STATE) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the state of session " + key + " would be too large: it doubts everything from now on");
            written = json.of(Doubtful.of(risk));
        }
        var wire = CloudEventCodec.encode(
                SessionRisk.FAMILY,
                new Envelope<>(Wire.SOURCE, key + " " + risk.revision(), risk.at(), risk, null),
                written);
        return new Record<>(key.getBytes(UTF_8), wire.value(), timestamp, Wire.headers(wire));
    }
}
