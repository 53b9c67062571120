package dev.mandate.audit.engine.calls;

import java.util.Set;

/** The names that rules may use; a rule that uses another one is refused. The name of the tool is not among them. */
public final class RiskFields {
    public static final String SESSION = "session";
    public static final String AGENT = "agent";
    public static final String PERSON = "person";
    public static final String DELEGATION = "delegation";
    public static final String DECISION = "decision";
    /** How the action stands to the decisions of its session: allowed, blocked, none, unknown, denied, other or used. */
    public static final String STANDING = "decision.standing";

    /** Id of the approval that a denied call waits for, or that a call which ran had used up, or of the delegation by which a person agreed to calls like it; missing otherwise. */
    public static final String APPROVAL = "decision.approval";

    public static final String LABELS = "tool.labels";
    static final String APPLICATION = "tool.application";
    static final String REGISTERED = "tool.registered";
    static final String RECIPIENT = "recipient.address";
    public static final String DOMAIN = "recipient.domain";
    static final String EXTERNAL = "recipient.external";
    /** Per recipient: whether the task itself names it. */
    static final String IN_TASK = "recipient.in_task";

    /** All recipients outside are of the task, the session's own or known, and no classifier warned of any. */
    static final String RECIPIENTS_ACCOUNTED_FOR = "recipient.accounted_for";

    /** Per identifier in the arguments of a call that can have consequences: task, untrusted, result or none. */
    static final String ORIGIN = "destination.origin";
    /** One of them was named by text of strangers, and nothing else speaks for it. */
    static final String STRANGER = "destination.stranger";
    /** Such a one stands within a longer text. */
    static final String STRANGER_IN_TEXT = "destination.stranger_in_text";
    /** Such a one came with an answer that a classifier took for instructions. */
    static final String WARNED = "destination.warned";
    /** The strangers themselves. */
    public static final String STRANGERS = "destination.strangers";
    /** All of them are of the task, the session's own or known, and no classifier warned of any. */
    static final String ACCOUNTED_FOR = "destination.accounted_for";
    /** Why the others are none. */
    static final String KNOWN_BY = "destination.known_by";
    /** Enough sessions of this kind of task are known. */
    static final String PROFILED = "task.profiled";
    /** Whether the words of the task ask for such a deed: yes, open, no or unknown. */
    static final String ASKED = "task.asked";
    /** Few of them use the tool. */
    static final String UNUSUAL = "tool.unusual";
    /** Not even a tenth of them does. */
    static final String RARE = "tool.rare";
    /** An argument that travels through many kinds of task. */
    static final String SPREAD = "arguments.spread";
    /** An argument is the id of the agent that calls. */
    static final String NAMES_SELF = "arguments.names_self";
    /** How many calls of the session before this one answered with text of strangers. */
    static final String UNTRUSTED_READS = "session.untrusted_reads";
    /** How many calls of the session before this one answered with private data. */
    static final String PRIVATE_READS = "session.private_reads";
    /** A classifier took one of the two answers before for instructions. */
    static final String SESSION_WARNED = "session.just_warned";

    /** The agent is another than the one that began the session: the task was handed on to it. */
    static final String HANDED_ON = "session.handed_on";
    /** Labels of the tool that no call of the session before this one had. */
    static final String NEW_LABELS = "session.new_labels";

    /** Hour of the day at which it happened, in UTC. */
    static final String HOUR = "time.hour";
    /** It happened on a Saturday or Sunday, in UTC. */
    static final String WEEKEND = "time.weekend";
    /** Whole days since the agent's last session that was learnt; missing where none was. */
    static final String IDLE_DAYS = "agent.idle_days";

    static final String STATUS = "result.status";
    static final String SIZE = "result.size";
    static final String SUSPICIOUS = "result.suspicious";
    static final String IDENTIFIERS = "result.identifiers";
    static final String TASK_IDENTIFIERS = "task.identifiers";
    /** True for an event that its source dated ahead of our clock. */
    static final String CLOCK_AHEAD = "clock.ahead";

    /** True for an event of which something was left out, since it says more than is looked at; missing otherwise. */
    public static final String INCOMPLETE = "event.incomplete";

    static final String INPUT = "input.";

    /** For {@link RiskEvent#approval} alone: something was done in the session after its person was asked; missing otherwise. */
    public static final String UNSEEN = "approval.unseen";

    /** For evidence only. */
    public static final String TOOL = "evidence.tool";

    /** What the task asks for and what not, in a sentence. */
    public static final String TASK = "evidence.task";

    /** Why each destination counted as known or not, as {@link DestinationTold} reads it. */
    public static final String DESTINATIONS = "evidence.destinations";

    public static final String SOURCE = "evidence.source";
    public static final String ID = "evidence.id";

    public static final Set<String> NAMES = Set.of(
            SESSION,
            AGENT,
            PERSON,
            DELEGATION,
            DECISION,
            STANDING,
            APPROVAL,
            LABELS,
            APPLICATION,
            REGISTERED,
            RECIPIENT,
            DOMAIN,
            EXTERNAL,
            IN_TASK,
            RECIPIENTS_ACCOUNTED_FOR,
            ORIGIN,
            STRANGER,
            STRANGER_IN_TEXT,
            ACCOUNTED_FOR,
            WARNED,
            STRANGERS,
            KNOWN_BY,
            PROFILED,
            ASKED,
            UNUSUAL,
            RARE,
            SPREAD,
            NAMES_SELF,
            UNTRUSTED_READS,
            PRIVATE_READS,
            SESSION_WARNED,
            HANDED_ON,
            NEW_LABELS,
            STATUS,
            SIZE,
            SUSPICIOUS,
            IDENTIFIERS,
            TASK_IDENTIFIERS,
            CLOCK_AHEAD,
            HOUR,
            WEEKEND,
            IDLE_DAYS,
            INCOMPLETE,
            INPUT + "*");

    static final Set<String> EVIDENCE = Set.of(
            SESSION,
            AGENT,
            PERSON,
            DELEGATION,
            DECISION,
            STANDING,
            APPROVAL,
            LABELS,
            DOMAIN,
            STRANGERS,
            DESTINATIONS,
            TOOL,
            TASK,
            SOURCE,
            ID,
            INCOMPLETE);
    /** Of these the whole is shown, so that it can be looked up; each has a bound of its own. */
    static final Set<String> NAMED = Set.of(SESSION, AGENT, PERSON, DELEGATION, DECISION, STANDING, TOOL, SOURCE, ID);

    private RiskFields() {}
}
