package dev.mandate.audit.engine.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.risk.FindingEvent;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.KeyValue;

/** A rule that groups by something else than the session found something about the session. */
public record SessionMatch(String session, String rule, Level level) {

    /** By session; empty for a finding that is about none, alerts nobody, or is about actions that no decision speaks for. */
    public static List<KeyValue<byte[], SessionMatch>> of(byte[] finding) {
        try {
            var found = EventJson.mapper().readValue(finding, FindingEvent.class);
            var session = found.unmapped().session();
            if (session == null || !found.alert() || !found.attested()) return List.of();
            var match = new SessionMatch(
                    session,
                    found.findingInfo().analytic().uid(),
                    Level.values()[Math.min(found.severityId(), Level.values().length) - 1]);
            return List.of(KeyValue.pair(session.getBytes(UTF_8), match));
        } catch (IOException e) {
            throw new SerializationException("a finding of our own", e);
        }
    }
}
