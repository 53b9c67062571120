package dev.mandate.audit.engine.bounds;

import dev.mandate.events.topics.TopicCatalogue;

/**
 * How large what the job writes can be, in bytes as written. What has several parts gives each a share, so that the whole is within its
 * bound whatever the parts say; DESIGN.md has the table.
 */
public final class Bounds {
    private static final int KIB = 1024;

    /**
     * A record of an internal topic, with key and headers. Brokers take 1 MiB and a few bytes unless they are told otherwise, and so
     * do the internal topics.
     */
    public static final int INTERNAL = 1024 * KIB;

    /** A session's state: the sum of its parts below, and 8 KiB for what has no alphabet. */
    public static final int STATE = TopicCatalogue.RISK_SESSIONS.maxBytes();

    public static final int TASK_IDENTIFIERS = 24 * KIB;
    public static final int IDENTIFIERS = 160 * KIB;
    /** Of each of the two sets of tools in a task's profile. */
    public static final int PROFILE_TOOLS = 24 * KIB;

    /** Of each rule's id. */
    public static final int RULE = 256;

    /** Of each tool's name, which has 200 characters: what all of them can take. */
    public static final int TOOL = 1200;

    /** A session's memory: its state, and these. */
    public static final int TOOLS = 32 * KIB;

    public static final int DESTINATIONS = 64 * KIB;
    public static final int ARGUMENTS = 32 * KIB;
    public static final int READINGS = 192 * KIB;
    public static final int KIND = 256;

    /** What a session teaches. */
    public static final int LESSON = 768 * KIB;

    /** An event on its way to the task of a group. */
    public static final int EVENT = 704 * KIB;
    /** Names of the rules that such an event is for. */
    public static final int EVENT_RULES = 192 * KIB;

    /** What the rules that group by the same fields know of one group. */
    public static final int GROUP = 384 * KIB;

    /** An event's id, in characters that each take one byte. */
    public static final int EVENT_ID = 128;

    /** What a finding shows of an event, of each value; names and ids are shown whole, since they have bounds of their own. */
    public static final int EVIDENCE_VALUE = 256;

    public static final int EVIDENCE_NAME = 1600;
    public static final int EVIDENCE_VALUES = 8;

    /** With our words about each, which are longer than the value. */
    public static final int EVIDENCE_DESTINATIONS = 4;

    public static final int FINDING = TopicCatalogue.RISK_FINDINGS.maxBytes();
    public static final int FINDING_MESSAGE = 8 * KIB;
    public static final int FINDING_TEXT = 4 * KIB;
    public static final int FINDING_TITLE = 512;

    private Bounds() {}
}
