package dev.mandate.audit.engine.sessions;

import dev.mandate.events.risk.ForgottenIdentifiers;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.TaskProfile;
import java.util.List;
import java.util.Set;

/**
 * A session's state that could not be written otherwise: no more than how risky the session is. Whatever its calls name may be a
 * stranger's, and no tool is usual. None of ours needs it, by their bounds; one that was made before there were bounds may.
 */
final class Doubtful {
    private Doubtful() {}

    static SessionRisk of(SessionRisk risk) {
        return new SessionRisk(
                risk.session(),
                risk.revision(),
                risk.deleted(),
                risk.level(),
                List.of(),
                risk.labels(),
                risk.calls(),
                risk.untrustedReads(),
                risk.privateReads(),
                risk.suspicious(),
                List.of(),
                List.of(),
                new TaskProfile(0, Set.of(), Set.of()),
                Set.of(),
                risk.warnedAt(),
                risk.at(),
                ForgottenIdentifiers.ANYTHING,
                risk.against(),
                risk.upTo());
    }
}
