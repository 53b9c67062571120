package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.events.identity.HeldBack;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.CredentialChange;
import dev.mandate.events.identity.SignalEvent.RiskLevelChange;
import dev.mandate.events.identity.SignalEvent.SessionEnded;
import dev.mandate.events.identity.SignalEvent.SessionEstablished;
import dev.mandate.events.identity.SignalEvent.SessionRevoked;
import dev.mandate.events.identity.SignalEvent.SignInRefused;
import dev.mandate.events.identity.SignalEvent.SignInsHeldBack;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who signed in or wasn't let in, which credential changed, and what became of a session. */
@ApplicationScoped
class SignalNarrator {
    private final Accountable accountable;
    private final Doer doer;

    SignalNarrator(Accountable accountable, Doer doer) {
        this.accountable = accountable;
        this.doer = doer;
    }

    TrailRow tell(SignalEvent event) {
        if (event instanceof SessionEstablished it)
            return about(
                    it.subject(),
                    "signed_in",
                    named(it.subject()) + " signed in from " + it.address() + vouched(it.issuer()) + " with "
                            + String.join(", ", it.amr()) + " (" + it.acr() + "): " + it.signIn());
        if (event instanceof SessionEnded it)
            return about(
                    it.subject(),
                    "sign_in_ended",
                    SignInEndWords.said(
                            it,
                            doer.named(it.by(), SignInEndWords.initiator(it.initiatingEntity())),
                            named(it.subject())));
        if (event instanceof SignInRefused it) return refused(it);
        if (event instanceof SignInsHeldBack it) return heldBack(it);
        if (event instanceof CredentialChange it)
            return about(
                    it.subject(),
                    "credential_" + lower(it.changeType()),
                    "The " + credential(it.credentialType())
                            + (it.friendlyName() == null ? "" : " '" + it.friendlyName() + "'") + " of "
                            + named(it.subject()) + ": " + lower(it.changeType()) + ", by "
                            + lower(it.initiatingEntity()));
        if (event instanceof RiskLevelChange it)
            return ofTask(
                    it.subject(),
                    it.session(),
                    "risk_level_change",
                    "is of risk " + lower(it.currentLevel()) + ": " + it.riskReason());
        var it = (SessionRevoked) event;
        return ofTask(it.subject(), it.session(), "session_revoked", "was revoked: " + it.reasonAdmin());
    }

    private static String credential(SignalEvent.CredentialType type) {
        return switch (type) {
            case PASSWORD -> "password";
            case FIDO2 -> "passkey";
            case APP -> "authenticator app";
            case LINKED_ACCOUNT -> "linked account";
        };
    }

    private static String vouched(@Nullable String issuer) {
        return issuer == null ? "" : " by " + issuer;
    }

    private TrailRow refused(SignInRefused it) {
        var subject = it.subject();
        var how = it.issuer() == null ? lower(it.method()) : it.issuer();
        var what = " from " + it.address() + " by " + how + " was refused: " + lower(it.reason());
        var who = subject == null ? "of nobody known" : "as " + named(subject);
        return about(subject, "sign_in_refused", "A sign-in " + who + what);
    }

    private TrailRow heldBack(SignInsHeldBack it) {
        var subject = it.subject();
        return about(subject, "sign_ins_held_back", heldBack(it, subject == null ? "nobody known" : named(subject)));
    }

    static String heldBack(SignInsHeldBack it, String who) {
        var attempts = it.attempts() == 1 ? "1 attempt" : it.attempts() + " attempts";
        var from = it.address() == null ? "" : (it.attempts() == 1 ? ", from " : ", the last one from ") + it.address();
        var when = it.attempts() == 1 ? " at " + it.at() : " from " + it.from() + " to " + it.at();
        if (it.reason() == HeldBack.ASSERTION)
            return attempts + " to sign in by assertions of " + it.issuer() + when
                    + (it.attempts() == 1 ? " was refused" : " were refused");
        return attempts + " to sign in as " + who + " by " + lower(it.method()) + when + from
                + ": not looked at, since "
                + switch (it.reason()) {
                    case TOO_MANY -> "too many had been wrong";
                    case BUSY -> "too many signed in at that moment";
                    default -> "what was typed is no name or password";
                };
    }

    private TrailRow ofTask(IdentityId subject, SessionId session, String outcome, String what) {
        var person = subject.isPerson()
                ? subject
                : accountable.person(session, null, subject).orElse(null);
        return new TrailRow(
                session,
                subject,
                person,
                null,
                null,
                outcome,
                "The session " + session + " of " + named(subject) + " " + what);
    }

    private static TrailRow about(@Nullable IdentityId person, @Nullable String outcome, String summary) {
        return TrailRow.about(person, person, outcome, summary);
    }

    private String named(IdentityId identity) {
        return accountable.named(identity);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
