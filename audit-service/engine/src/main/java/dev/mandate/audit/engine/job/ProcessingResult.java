package dev.mandate.audit.engine.job;

import dev.mandate.audit.engine.groups.GroupEvent;
import dev.mandate.audit.engine.profiles.ProfileSample;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk;
import org.jspecify.annotations.Nullable;

/** What became of one record of {@code agent.actions.v1}. */
sealed interface ProcessingResult {
    record Concerning(GroupEvent event) implements ProcessingResult {}

    /** The session's state after it. */
    record State(SessionRisk risk) implements ProcessingResult {}

    /** A rule threw and is in quarantine, or an outcome was missed or told by somebody else. */
    record Failing(FindingEvent finding) implements ProcessingResult {}

    /** A session has ended. */
    record Ended(ProfileSample sample) implements ProcessingResult {}

    /** @param value the original bytes; null if the record had none */
    record Refused(byte @Nullable [] value) implements ProcessingResult {}
}
