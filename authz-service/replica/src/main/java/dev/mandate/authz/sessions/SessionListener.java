package dev.mandate.authz.sessions;

import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
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
        if (isSession(key)) table.unreadable(key); // the next head may name the same segments
        else whole.without(key);
    }

    @Override
    public void removed(String key) {
        whole.without(key);
        if (isSession(key)) table.forget(key);
    }

    private static boolean isSession(String key) {
        return SessionRecord.sessionOf(key).equals(key);
    }
}
