package dev.mandate.identity.authentication;

import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.events.identity.SignalEvent.SignInProblem;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.credentials.PasskeyFailure;
import dev.mandate.identity.credentials.PasskeyUse;
import dev.mandate.identity.credentials.Passkeys;
import dev.mandate.identity.heldback.HeldBackSignIns;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.sessions.SignInSessions.Begun;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** By a passkey, which says itself whose it is. Nobody guesses a signature, so that only addresses are slowed down. */
@ApplicationScoped
public class PasskeySignIn {
    private final Attempts attempts;
    private final Passkeys passkeys;
    private final SignInSessions sessions;
    private final HeldBackSignIns heldBack;
    private final Outbox outbox;
    private final InstantSource clock;

    PasskeySignIn(
            Attempts attempts,
            Passkeys passkeys,
            SignInSessions sessions,
            HeldBackSignIns heldBack,
            Outbox outbox,
            InstantSource clock) {
        this.attempts = attempts;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.heldBack = heldBack;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param response {@code PublicKeyCredential} as JSON, as the browser wrote it */
    @WithTransaction
    public Uni<Result<Begun, SignInFailure>> signIn(String response, Visit visit) {
        return attempts.begin(null, visit.address())
                .invoke(result -> heldBack.ifTooEarly(result, (String) null, SignInMethod.PASSKEY, visit.address()))
                .chain(result -> result.because(SignInFailure::tooMany)
                        .chain(attempt -> passkeys.signIn(response, PasskeyUse.SIGN_IN, visit)
                                .chain(signed -> signed.fold(
                                        good -> begun(good.person(), attempt, visit), why -> refused(why, visit)))));
    }

    private Uni<Result<Begun, SignInFailure>> begun(String person, Attempts.Attempt attempt, Visit visit) {
        var proof = SignInProof.byPasskey(visit.address(), visit.agent());
        return sessions.begin(new IdentityId(person), proof, visit.session())
                .chain(begun -> begun.isEmpty()
                        ? refused(new PasskeyFailure(SignInProblem.INACTIVE, person), visit)
                        : attempts.good(attempt).replaceWith(() -> Result.done(begun.get())));
    }

    private Uni<Result<Begun, SignInFailure>> refused(PasskeyFailure failure, Visit visit) {
        var subject = failure.person() == null ? null : new IdentityId(failure.person());
        return outbox.publish(
                        SignalEvent.FAMILY,
                        new SignalEvent.SignInRefused(
                                subject, clock.instant(), SignInMethod.PASSKEY, failure.why(), visit.address()))
                .replaceWith(Result.refused(SignInFailure.WRONG));
    }
}
