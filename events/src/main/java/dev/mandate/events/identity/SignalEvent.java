package dev.mandate.events.identity;

import com.fasterxml.jackson.annotation.JsonView;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.NewMember;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facts on {@code identity.signals.v1}, keyed by the subject: what receivers of shared signals have to know, and each sign-in with a
 * credential, good or bad.
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
                    RiskLevelChange.class,
                    "identity.signal.session-established.v1",
                    SessionEstablished.class,
                    "identity.signal.session-ended.v1",
                    SessionEnded.class,
                    "identity.signal.sign-in-refused.v1",
                    SignInRefused.class,
                    "identity.signal.sign-ins-held-back.v1",
                    SignInsHeldBack.class,
                    "identity.signal.credential-change.v1",
                    CredentialChange.class),
            SignalEvent::key);

    /** The key of what is about nobody who is known. */
    String NOBODY = "unknown";

    /** Whose session it is: the person who gave the task, else who acts on his own; null where nobody is known. */
    @Nullable
    IdentityId subject();

    /** The session of a task; null for what is about a person's sign-in. */
    default @Nullable SessionId session() {
        return null;
    }

    Instant at();

    private static String key(SignalEvent signal) {
        var subject = signal.subject();
        return subject == null ? NOBODY : subject.value();
    }

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

    /**
     * CAEP {@code session-established}: a person signed in with a credential of his own or by a provider elsewhere, or showed another one in
     * a session that he had.
     *
     * @param acr how strongly, by the names that policies use
     * @param amr by which methods, RFC 8176
     * @param address from where, as the connection had it
     * @param issuer of the provider that vouched for him; null where he showed a credential here
     * @param device on which, as {@link KnownDevice} names it; null where the provider hasn't said
     * @param acrBefore how strongly it was before, of a session that he had; null of a new one, and in facts from before it was told
     */
    record SessionEstablished(
            IdentityId subject,
            SignInSessionId signIn,
            Instant at,
            String acr,
            List<String> amr,
            String address,
            @Nullable String issuer,
            @Nullable String device,
            @JsonView(NewMember.class) @Nullable String acrBefore)
            implements SignalEvent {
        public SessionEstablished {
            Objects.requireNonNull(subject, "subject is missing");
            Objects.requireNonNull(signIn, "signIn is missing");
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(acr, "acr is missing");
            amr = amr == null ? List.of() : List.copyOf(amr);
            Objects.requireNonNull(address, "address is missing");
        }
    }

    /**
     * CAEP {@code session-revoked}, of a person's sign-in: its browser has to sign in anew, and its refresh tokens don't count. One that ends by
     * its time has no fact.
     *
     * @param reasonAdmin why, for administrators
     * @param by who ended it, or did what it ended with: he himself, an administrator, or on whose word it hung, by his issuer; null for Mandate
     *     itself, and in facts from before it was told. Receivers of signals don't hear it
     */
    record SessionEnded(
            IdentityId subject,
            SignInSessionId signIn,
            Instant at,
            Initiator initiatingEntity,
            String reasonAdmin,
            @Nullable Actor by)
            implements SignalEvent {
        public SessionEnded {
            Objects.requireNonNull(subject, "subject is missing");
            Objects.requireNonNull(signIn, "signIn is missing");
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(initiatingEntity, "initiatingEntity is missing");
            Objects.requireNonNull(reasonAdmin, "reasonAdmin is missing");
        }
    }

    /**
     * Somebody tried to sign in and wasn't let in. What was typed as a name isn't here, since people type passwords there.
     *
     * @param subject whom the name means; null where it means nobody
     * @param issuer of the provider by which he tried; null where it was by a credential here
     */
    record SignInRefused(
            @Nullable IdentityId subject,
            Instant at,
            SignInMethod method,
            SignInProblem reason,
            String address,
            @Nullable String issuer)
            implements SignalEvent {
        public SignInRefused(
                @Nullable IdentityId subject, Instant at, SignInMethod method, SignInProblem reason, String address) {
            this(subject, at, method, reason, address, null);
        }

        public SignInRefused {
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(method, "method is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(address, "address is missing");
        }
    }

    /**
     * Attempts to sign in that were answered without being looked at, or by assertions that were refused: of one account and for one reason, all of a
     * minute by one fact, so that who tries without end doesn't go unseen, and fills no trail.
     *
     * @param subject whom the name means; null where it means nobody, where none was looked for, and where more accounts were tried than are told one by one
     * @param from when the first of them was
     * @param at when the last of them was
     * @param attempts how many, 1 at least
     * @param address from where the last one came; null where no browser did
     * @param issuer whose assertions they were; null where they were no assertions
     */
    record SignInsHeldBack(
            @Nullable IdentityId subject,
            Instant from,
            Instant at,
            SignInMethod method,
            HeldBack reason,
            int attempts,
            @Nullable String address,
            @Nullable String issuer)
            implements SignalEvent {
        public SignInsHeldBack {
            Objects.requireNonNull(from, "from is missing");
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(method, "method is missing");
            Objects.requireNonNull(reason, "reason is missing");
            if (attempts < 1) throw new IllegalArgumentException("attempts are 1 at least");
        }
    }

    /**
     * CAEP {@code credential-change}.
     *
     * @param friendlyName what the person calls it, or whose account it is; null for a password
     */
    record CredentialChange(
            IdentityId subject,
            Instant at,
            Initiator initiatingEntity,
            CredentialType credentialType,
            ChangeType changeType,
            @Nullable String friendlyName)
            implements SignalEvent {
        public CredentialChange {
            Objects.requireNonNull(subject, "subject is missing");
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(initiatingEntity, "initiatingEntity is missing");
            Objects.requireNonNull(credentialType, "credentialType is missing");
            Objects.requireNonNull(changeType, "changeType is missing");
        }
    }

    /** By what somebody tried to sign in. */
    enum SignInMethod {
        PASSWORD,
        PASSKEY,
        /** Of an authenticator app, after the password. */
        CODE,
        RECOVERY_CODE,
        INVITATION,
        /** By a provider elsewhere that is trusted here. */
        PROVIDER
    }

    /** Why somebody wasn't let in; he himself is told the same for all of them. */
    enum SignInProblem {
        /** Nobody is called so, or has such a passkey, or an account elsewhere is nobody's here. */
        UNKNOWN,
        /** The password, or the signature, is wrong, or he has no such credential, or what a provider said can't be believed. */
        WRONG,
        /** He is not active. */
        INACTIVE,
        /** A passkey's counter went back: there may be two of it. */
        COUNTER
    }

    /** CAEP {@code credential_type}. */
    enum CredentialType {
        PASSWORD,
        FIDO2,
        /** An authenticator app, with its recovery codes. */
        APP,
        /** An account at a provider elsewhere. */
        LINKED_ACCOUNT
    }

    /** CAEP {@code change_type}. */
    enum ChangeType {
        CREATE,
        REVOKE,
        UPDATE,
        DELETE
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
