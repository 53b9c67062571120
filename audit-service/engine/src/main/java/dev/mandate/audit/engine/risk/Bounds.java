package dev.mandate.audit.engine.risk;

import dev.mandate.events.topics.TopicCatalogue;

/**
 * How large what the job writes can be, in bytes as written. What has several parts gives each a share, so that the whole is within its
 * bound whatever the parts say; DESIGN.md has the table.
 */
final class Bounds {
    private static final int KIB = 1024;

    /**
     * A record of an internal topic, with key and headers. Brokers take 1 MiB and a few bytes unless they are told otherwise, and so
     * do the internal topics.
     */
    static final int INTERNAL = 1024 * KIB;

    /** A session's state: the sum of its parts below, and 8 KiB for what has no alphabet. */
    static final int STATE = TopicCatalogue.RISK_SESSIONS.maxBytes();

    static final int TASK_IDENTIFIERS = 24 * KIB;
    static final int IDENTIFIERS = 160 * KIB;
    /** Of each of the two sets of tools in a task's profile. */
    static final int PROFILE_TOOLS = 24 * KIB;

    /** Of each rule's id. */
    static final int RULE = 256;

    /** Of each tool's name, which has 200 characters: what all of them can take. */
    static final int TOOL = 1200;

    /** A session's memory: its state, and these. */
    static final int TOOLS = 32 * KIB;

    static final int DESTINATIONS = 64 * KIB;
    static final int ASKED = 32 * KIB;
    static final int READINGS = 192 * KIB;
    static final int KIND = 256;

    /** What a session teaches. */
    static final int LESSON = 768 * KIB;

    /** An event on its way to the task of a group. */
    static final int EVENT = 704 * KIB;
    /** Names of the rules that such an event is for. */
    static final int EVENT_RULES = 192 * KIB;

    /** What the rules that group by the same fields know of one group. */
    static final int GROUP = 384 * KIB;

    /** An event's id, in characters that each take one byte. */
    static final int EVENT_ID = 128;

    /** What a finding shows of an event, of each value; names and ids are shown whole, since they have bounds of their own. */
    static final int EVIDENCE_VALUE = 256;

    static final int EVIDENCE_NAME = 1600;
    static final int EVIDENCE_VALUES = 8;

    static final int FINDING = TopicCatalogue.RISK_FINDINGS.maxBytes();
    static final int FINDING_MESSAGE = 8 * KIB;
    static final int FINDING_TEXT = 4 * KIB;
    static final int FINDING_TITLE = 512;

    private Bounds() {}
}
