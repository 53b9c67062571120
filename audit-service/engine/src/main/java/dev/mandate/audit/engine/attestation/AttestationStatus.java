package dev.mandate.audit.engine.attestation;

import dev.mandate.events.risk.FindingEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How an action stands to the decisions of its session; rules see it as {@code decision.standing}. */
public enum AttestationStatus {
    /** It is the one call that an allow of its session let through: of that agent and tool, with those arguments, in time. */
    ALLOWED(true),
    /** It did not run, and a denial of its session, agent and tool says the same. */
    BLOCKED(true),
    /** It was delivered before. */
    REPEATED(false),
    /** It names no decision. */
    NONE(false),
    /** It names one that its session doesn't have. */
    UNKNOWN(false),
    /**
     * Whoever tells of it doesn't show what the decision was given with: it isn't his to tell. What he says counts for nothing and against nobody, and
     * takes no place of true reports.
     */
    UNPROVEN(false),
    /** It ran although the answer was no, or an allow that never left. */
    DENIED(false),
    /** It ran on the strength of a dry run, which nobody meant to carry out. */
    DRY_RUN(false),
    /** The decision was about another agent or tool. */
    OTHER(false),
    /** The decision was about other arguments. */
    ALTERED(false),
    /** It was made after the decision's permit had ended. */
    LATE(false),
    /** The decision's one call was told already, by another report: one of the two is untrue, and nothing says which. */
    USED(false),
    /** One more report of a decision of which so much was told already that no more of it counts. */
    CROWDED(false);

    private static final Set<String> ATTESTED = Arrays.stream(values())
            .filter(standing -> standing.attested)
            .map(AttestationStatus::text)
            .collect(Collectors.toSet());
    private final boolean attested;
    private final String text = name().toLowerCase(Locale.ROOT);

    AttestationStatus(boolean attested) {
        this.attested = attested;
    }

    /** Its session's own decisions speak for it, so that it counts, for the session and against it. */
    public boolean attested() {
        return attested;
    }

    /**
     * A decision of its session was made for something like it: whoever reported it knows that decision, so that what he says counts
     * against the session, whether or not it also counts for it.
     */
    public boolean restricts() {
        return FindingEvent.restricts(text);
    }

    /** As {@link #attested()}, of what {@link #text()} wrote. */
    public static boolean attested(Object text) {
        return ATTESTED.contains(text);
    }

    /** As {@link #restricts()}, of what {@link #text()} wrote. */
    public static boolean restricts(Object text) {
        return FindingEvent.restricts(text);
    }

    /** As rules write it. */
    public String text() {
        return text;
    }
}
