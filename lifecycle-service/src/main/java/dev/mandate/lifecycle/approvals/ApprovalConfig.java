package dev.mandate.lifecycle.approvals;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long people are asked, and how many things at once. */
@ConfigMapping(prefix = "mandate.approvals")
interface ApprovalConfig {
    /** How long somebody may answer, 10 s to 12 h; no answer is no. */
    @WithDefault("15m")
    Duration answerWithin();

    /** How long after a yes the call may be made, and how long after a no nobody is asked for the same call again; 10 s to 8 h. */
    @WithDefault("15m")
    Duration useWithin();

    /** Calls of one session that wait for an answer at the same time. What comes beyond them is asked of nobody. */
    @WithDefault("8")
    int mostOfSession();

    /** Calls of one agent, in whatever sessions, that wait for an answer at the same time. */
    @WithDefault("20")
    int mostOfSubject();

    /** Calls for which one person answers, by whichever agents, that wait at the same time: so few that nobody alone can use up a role's. */
    @WithDefault("30")
    int mostOfPerson();

    /** Calls that wait for one person's answer, or for that of one role, at the same time. */
    @WithDefault("50")
    int mostOfApprover();
}
