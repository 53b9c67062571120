package dev.mandate.events.risk;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * State on {@code risk.profiles.v1}, keyed by agent, aspect and subject: in how many sessions of each kind of task something
 * occurred. Many of them together are an agent's profile.
 *
 * @param agent whose profile it belongs to
 * @param subject what was counted: a tool, an identifier, or a digest
 * @param sessions by kind of task, as of {@link #at()}; they halve every 30 days. Of {@link Aspect#SHOWN} by identifier
 * @param at when the newest session that it counts was learnt from
 */
public record ProfileTally(
        String agent,
        Aspect aspect,
        String subject,
        long revision,
        boolean deleted,
        Map<String, Double> sessions,
        Instant at)
        implements StateRecord {
    public static final EventFamily<ProfileTally> FAMILY = new EventFamily<>(
            TopicCatalogue.RISK_PROFILES, Map.of("risk.profile.v1", ProfileTally.class), ProfileTally::key);

    /** What is counted. Only sessions without findings count, but where it says so; and those in which a person approved all that was found. */
    public enum Aspect {
        /** All of an agent's sessions without findings. */
        SESSIONS,
        /** Those that used the tool. */
        TOOL,
        /** Those in which a call that could have consequences named the identifier. */
        DESTINATION,
        /** Those in which the task or an answer named the address; what a person approved doesn't count. */
        IDENTIFIER,
        /**
         * Those that made the very same reading call, by the identifiers that it showed. Those with findings, approved or not, have a subject of
         * their own, which begins with {@code ~}.
         */
        SHOWN,
        /** All sessions, whatever was found. */
        PLAYED,
        /** All sessions, whatever was found, in which a call with consequences had this argument. */
        ARGUMENT;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ProfileTally {
        Objects.requireNonNull(agent, "agent is missing");
        Objects.requireNonNull(aspect, "aspect is missing");
        Objects.requireNonNull(subject, "subject is missing");
        if (revision < 1) throw new IllegalArgumentException("revision starts at 1");
        Objects.requireNonNull(at, "at is missing");
        sessions = sessions == null ? Map.of() : Map.copyOf(sessions);
    }

    public String key() {
        return key(agent, aspect, subject);
    }

    public static String key(String agent, Aspect aspect, String subject) {
        return agent + " " + aspect.text() + " " + subject;
    }
}
