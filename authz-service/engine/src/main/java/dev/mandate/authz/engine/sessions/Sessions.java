package dev.mandate.authz.engine.sessions;

import dev.mandate.authz.engine.approvals.Approvals;
import dev.mandate.authz.engine.entities.StateTable;
import dev.mandate.events.risk.SessionRisk;

/**
 * Everything that decisions know of sessions.
 *
 * @param touched what the risk job found in their actions, of {@code risk.sessions.v1}
 * @param allowed what decisions allowed them
 * @param approvals of single calls of theirs, of {@code lifecycle.approvals.v1}
 * @param places on {@code authz.decisions.v1} of what is allowed them now
 */
public record Sessions(
        StateTable<SessionRisk> touched, SessionLedger allowed, Approvals approvals, RecordPlaces places) {

    public static Sessions empty() {
        return of(SessionLedger.fresh(), Approvals.none());
    }

    /** Nothing touched yet; what they come to touch travels in the ledger. */
    public static Sessions of(SessionLedger allowed, Approvals approvals) {
        return new Sessions(new StateTable<>(allowed.taint()::told), allowed, approvals, new RecordPlaces());
    }
}
