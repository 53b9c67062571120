package dev.mandate.authz.sessions;

import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionSegment;
import dev.mandate.events.risk.WholeSessions;
import dev.mandate.messaging.projection.StateListener;

/** Keeps the table of sessions by their records: a session that can't be read is unknown, one of which a part can't be is doubted. */
final class SessionListener implements StateListener<SessionRecord> {
    private final StateTable<SessionRisk> table;
    private final WholeSessions whole = new WholeSessions();

    SessionListener(StateTable<SessionRisk> table) {
        this.table = table;
    }

    @Override
    public void applied(SessionRecord record) {
        whole.with(record).ifPresent(session -> table.apply(session.key(), session));
    }

    @Override
    public void unreadable(String key, String reason) {
        if (SessionSegment.isKey(key)) whole.without(key);
        else table.unreadable(key); // the next head may name the same segments
    }

    @Override
    public void removed(String key) {
        whole.without(key);
        if (!SessionSegment.isKey(key)) table.forget(key);
    }
}
