package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.events.risk.SessionRisk;

/**
 * Everything that decisions know of sessions.
 *
 * @param touched what the risk job found in their actions, of {@code risk.sessions.v1}
 * @param allowed what decisions allowed them
 */
public record Sessions(StateTable<SessionRisk> touched, SessionLedger allowed) {

    public static Sessions empty() {
        return new Sessions(new StateTable<>(), SessionLedger.fresh());
    }
}
