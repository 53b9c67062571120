package dev.mandate.audit.engine.attestation;

import java.util.Locale;

/** How an action stands to the decisions of its session; rules see it as {@code decision.standing}. */
public enum Standing {
    /** It is the one call that an allow of its session, agent and tool let through. */
    ALLOWED,
    /** It did not run, and a denial of its session, agent and tool says the same. */
    BLOCKED,
    /** It was delivered before. */
    REPEATED,
    /** It names no decision. */
    NONE,
    /** It names one that its session doesn't have. */
    UNKNOWN,
    /** It ran although the answer was no, or an allow that never left. */
    DENIED,
    /** The decision was about another agent or tool. */
    OTHER,
    /** The decision's one call was told already. */
    USED;

    /** Its session's own decisions speak for it, so that it may restrict the session. */
    public boolean attested() {
        return this == ALLOWED || this == BLOCKED;
    }

    /** As {@link #attested()}, of what {@link #text()} wrote. */
    public static boolean attested(Object text) {
        return ALLOWED.text().equals(text) || BLOCKED.text().equals(text);
    }

    /** As rules write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
