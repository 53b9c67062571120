package dev.mandate.authz.engine.sessions;

import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.provenance.CallFacts;
import org.jspecify.annotations.Nullable;

/** What a session's risk level means for its next call. */
public enum SessionGate {
    /** It may go on. */
    OPEN,
    /** A call that can have consequences needs somebody's consent. */
    APPROVAL,
    /** Nothing goes on. */
    CLOSED;

    /** @param tool null for one that nobody registered */
    public static SessionGate of(@Nullable SessionRisk risk, @Nullable Tool tool) {
        if (risk == null || risk.level().compareTo(Level.HIGH) < 0) return OPEN;
        if (risk.level() == Level.CRITICAL) return CLOSED;
        var consequential = tool == null || CallFacts.consequential(tool.labels(), true);
        return consequential ? APPROVAL : OPEN;
    }
}
