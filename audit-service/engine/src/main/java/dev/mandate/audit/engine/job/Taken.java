package dev.mandate.audit.engine.job;

import dev.mandate.audit.engine.groups.GroupEvent;
import dev.mandate.audit.engine.profiles.Lesson;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk;
import org.jspecify.annotations.Nullable;

/** What became of one record of {@code agent.actions.v1}. */
sealed interface Taken {
    record Concerning(GroupEvent event) implements Taken {}

    /** The session's state after it. */
    record State(SessionRisk risk) implements Taken {}

    /** A rule threw and is in quarantine, or an outcome was missed. */
    record Failing(FindingEvent finding) implements Taken {}

    /** A session has ended. */
    record Ended(Lesson lesson) implements Taken {}

    /** @param value the original bytes; null if the record had none */
    record Refused(byte @Nullable [] value) implements Taken {}
}
