package dev.mandate.audit.engine.profiles;

import dev.mandate.events.risk.ProfileTally.Aspect;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What one session teaches about its agent; of a session with findings only what counts against something.
 *
 * @param kind of task; empty where the platform doesn't tell
 */
public record ProfileSample(String agent, String kind, Instant at, List<Entry> entries) {
    /** The one subject of the aspects that count sessions, and under {@link Aspect#SHOWN} the readings themselves. */
    public static final String ALL = "-";

    /**
     * What {@link Aspect#SHOWN} counts a reading by in sessions that teach nothing else for something: no digest begins so.
     *
     * @param reading digest of the call that read
     */
    public static String suspect(String reading) {
        return "~" + reading;
    }

    /**
     * Something that occurred in the session.
     *
     * @param by what it is counted by: the kind of task, or what a reading showed
     */
    public record Entry(Aspect aspect, String subject, Collection<String> by) {}

    /** Something that is counted by the kind of task. */
    public static Entry entry(Aspect aspect, String subject, String kind) {
        return new Entry(aspect, subject, Set.of(kind));
    }
}
