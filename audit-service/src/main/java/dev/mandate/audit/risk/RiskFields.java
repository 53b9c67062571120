package dev.mandate.audit.risk;

import java.util.Set;

/** The names that rules may use; a rule that uses another one is refused. The name of the tool is not among them. */
final class RiskFields {
    static final String SESSION = "session";
    static final String AGENT = "agent";
    static final String PERSON = "person";
    static final String DELEGATION = "delegation";
    static final String DECISION = "decision";
    static final String LABELS = "tool.labels";
    static final String APPLICATION = "tool.application";
    static final String REGISTERED = "tool.registered";
    static final String RECIPIENT = "recipient.address";
    static final String DOMAIN = "recipient.domain";
    static final String EXTERNAL = "recipient.external";
    /** Per recipient: whether the task itself names it. */
    static final String IN_TASK = "recipient.in_task";

    static final String STATUS = "result.status";
    static final String SIZE = "result.size";
    static final String SUSPICIOUS = "result.suspicious";
    static final String IDENTIFIERS = "result.identifiers";
    static final String TASK_IDENTIFIERS = "task.identifiers";
    /** True for an event that its source dated ahead of our clock. */
    static final String CLOCK_AHEAD = "clock.ahead";

    static final String INPUT = "input.";

    /** For evidence only. */
    static final String TOOL = "evidence.tool";

    static final String SOURCE = "evidence.source";
    static final String ID = "evidence.id";

    static final Set<String> NAMES = Set.of(
            SESSION,
            AGENT,
            PERSON,
            DELEGATION,
            DECISION,
            LABELS,
            APPLICATION,
            REGISTERED,
            RECIPIENT,
            DOMAIN,
            EXTERNAL,
            IN_TASK,
            STATUS,
            SIZE,
            SUSPICIOUS,
            IDENTIFIERS,
            TASK_IDENTIFIERS,
            CLOCK_AHEAD,
            INPUT + "*");

    static final Set<String> EVIDENCE =
            Set.of(SESSION, AGENT, PERSON, DELEGATION, DECISION, LABELS, DOMAIN, TOOL, SOURCE, ID);

    private RiskFields() {}
}
