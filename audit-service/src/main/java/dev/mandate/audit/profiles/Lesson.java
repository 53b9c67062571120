package dev.mandate.audit.profiles;

import dev.mandate.events.risk.ProfileTally.Aspect;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What one session teaches about its agent.
 *
 * @param kind of task; empty where the platform doesn't tell
 * @param subjects what occurred, by aspect; of a session with findings only the aspects that count against something
 */
public record Lesson(String agent, String kind, Instant at, Map<Aspect, Set<String>> subjects) {
    /** The one subject of the aspects that count sessions. */
    public static final String ALL = "-";

    /** Joins a reading and an identifier that it showed. */
    public static String shown(String reading, String identifier) {
        return reading + " " + identifier;
    }
}
