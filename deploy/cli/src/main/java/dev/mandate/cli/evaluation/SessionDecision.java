package dev.mandate.cli.evaluation;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.risk.SessionRisk;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the session policies of the decision would stop a call. */
interface SessionDecision {
    /** @param before the session's state as of the call before; null for its first */
    boolean denies(
            @Nullable SessionRisk before,
            String tool,
            Optional<CatalogEntry.Tool> registered,
            Map<String, Object> arguments);
}
