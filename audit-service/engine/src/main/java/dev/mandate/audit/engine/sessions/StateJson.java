package dev.mandate.audit.engine.sessions;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.risk.SessionHead;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.events.risk.SessionSegment;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sessions' states as JSON. Each action writes its session's newest identifiers, most of which the state before had too: of them only new
 * ones are encoded, the others are copied. For one thread.
 */
final class StateJson {
    private static final int RECENT = 256;
    private static final String IDENTIFIERS = "identifiers";
    private static final ObjectMapper MAPPER = EventJson.mapper().copy().addMixIn(SessionRisk.class, Copying.class);
    private static final ObjectWriter WHOLE = MAPPER.writerFor(SessionRisk.class);
    private static final ObjectWriter HEAD = MAPPER.writerFor(SessionHead.class);
    private static final ObjectWriter SEGMENT = EventJson.mapper().writerFor(SessionSegment.class);
    private static final ObjectWriter ONE = EventJson.mapper().writerFor(SeenIdentifier.class);

    /** @param json of the identifiers, as an array */
    private record Written(List<SeenIdentifier> identifiers, SerializableString json) {
        /** How many of the others begin as these do, by identity: what was decoded anew is encoded anew. */
        int sharedWith(List<SeenIdentifier> others) {
            if (identifiers.size() > others.size()) return 0;
            for (int i = 0; i < identifiers.size(); i++) if (identifiers.get(i) != others.get(i)) return 0;
            return identifiers.size();
        }
    }

    private final Map<String, Written> recent = new LinkedHashMap<>(RECENT * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Written> eldest) {
            return size() > RECENT;
        }
    };

    /** The same bytes as by {@link EventJson}. */
    byte[] of(SessionRecord record) {
        try {
            if (record instanceof SessionRisk risk) return copying(WHOLE, risk).writeValueAsBytes(risk);
            if (record instanceof SessionHead head)
                return copying(HEAD, head.latest()).writeValueAsBytes(head);
            return SEGMENT.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write a session's state as JSON", e);
        }
    }

    private ObjectWriter copying(ObjectWriter writer, SessionRisk risk) throws JsonProcessingException {
        return writer.withAttribute(IDENTIFIERS, identifiers(risk));
    }

    private SerializableString identifiers(SessionRisk risk) throws JsonProcessingException {
        var session = risk.session().value();
        var all = risk.identifiers();
        var known = recent.get(session);
        int shared = known == null ? 0 : known.sharedWith(all);
        if (known != null && shared > 0 && shared == all.size()) return known.json();
        var json = new StringBuilder();
        if (known == null || shared == 0) json.append('[');
        else json.append(known.json().getValue(), 0, known.json().charLength() - 1);
        for (int i = shared; i < all.size(); i++) {
            if (i > 0) json.append(',');
            json.append(ONE.writeValueAsString(all.get(i)));
        }
        var written = new Written(all, new SerializedString(json.append(']').toString()));
        recent.put(session, written);
        return written.json();
    }

    private interface Copying {
        @JsonSerialize(using = Copied.class)
        List<SeenIdentifier> identifiers();
    }

    private static final class Copied extends JsonSerializer<List<SeenIdentifier>> {
        @Override
        public void serialize(List<SeenIdentifier> identifiers, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeRawValue((SerializableString) provider.getAttribute(IDENTIFIERS));
        }
    }
}
