package dev.mandate.events.identity;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facts on {@code identity.signals.v1}, keyed by the subject: what receivers of shared signals have to know.
 *
 * @see <a href="https://openid.net/specs/openid-caep-1_0-final.html">CAEP 1.0</a>
 */
public sealed interface SignalEvent {
    EventFamily<SignalEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.IDENTITY_SIGNALS,
            Map.of(
                    "identity.signal.session-revoked.v1",
                    SessionRevoked.class,
                    "identity.signal.risk-level-change.v1",
                    RiskLevelChange.class),
            signal -> signal.subject().value());

    /** Whose session it is: the person who gave the task, else who acts on his own. */
    IdentityId subject();

    SessionId session();

    Instant at();

    /**
     * CAEP {@code session-revoked}: nothing that was handed out for the session counts any more.
     *
     * @param reasonAdmin why, for administrators
     * @param finding what was found; null where it was no finding
     */
    record SessionRevoked(
            IdentityId subject,
            SessionId session,
            Instant at,
            Initiator initiatingEntity,
            String reasonAdmin,
            @Nullable FindingId finding)
            implements SignalEvent {
        public SessionRevoked {
            Objects.requireNonNull(subject, "subject is missing");
            Objects.requireNonNull(session, "session is missing");
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(initiatingEntity, "initiatingEntity is missing");
            Objects.requireNonNull(reasonAdmin, "reasonAdmin is missing");
        }
    }

    /**
     * CAEP {@code risk-level-change} with the principal {@code SESSION}.
     *
     * @param riskReason what changed it
     */
    record RiskLevelChange(
            IdentityId subject,
            SessionId session,
            Instant at,
            Level currentLevel,
            String riskReason,
            @Nullable FindingId finding)
            implements SignalEvent {
        public RiskLevelChange {
            Objects.requireNonNull(subject, "subject is missing");
            Objects.requireNonNull(session, "session is missing");
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(currentLevel, "currentLevel is missing");
            Objects.requireNonNull(riskReason, "riskReason is missing");
        }
    }

    /** CAEP {@code initiating_entity}. */
    enum Initiator {
        ADMIN,
        USER,
        POLICY,
        SYSTEM
    }

    /** CAEP {@code current_level}; a critical finding is {@code HIGH} too. */
    enum Level {
        LOW,
        MEDIUM,
        HIGH
    }
}
