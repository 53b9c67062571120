package dev.mandate.events.risk;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.Map;

/**
 * State on {@code risk.sessions.v1}: what a session has touched so far and how risky it is, written by the session's own risk task alone.
 *
 * <p>Under the session's key is either the whole of it ({@link SessionRisk}), or what each call changes ({@link SessionHead}), which names
 * the {@link SessionSegment}s that have the rest, each under {@code <session>/<segment>} in the same partition and written before it.
 * {@link WholeSessions} puts them together.
 */
public sealed interface SessionRecord extends StateRecord permits SessionRisk, SessionHead, SessionSegment {
    EventFamily<SessionRecord> FAMILY = new EventFamily<>(
            TopicCatalogue.RISK_SESSIONS,
            Map.of(
                    "risk.session.v1", SessionRisk.class,
                    "risk.session.head.v1", SessionHead.class,
                    "risk.session.segment.v1", SessionSegment.class),
            SessionRecord::key);

    SessionId session();

    @JsonIgnore
    String key();

    /** The session that a record of this key is about, which decides its partition. */
    static String sessionOf(String key) {
        int end = key.indexOf(SessionSegment.OF);
        return end < 0 ? key : key.substring(0, end);
    }
}
