package dev.mandate.identity.authentication;

import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.events.identity.SignalEvent.SignInProblem;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.browser.BrowserSeal;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.credentials.Authenticators;
import dev.mandate.identity.credentials.Credentials;
import dev.mandate.identity.heldback.HeldBackSignIns;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.sessions.SignInSessions.Begun;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * By a code of the person's authenticator app, or a recovery code, after his password. His browser carries that the password was right, so
 * that nothing is kept for those who stop there. Wrong codes are slowed down apart from wrong passwords: whoever has come so far knows one.
 */
@ApplicationScoped
public class CodeSignIn {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LONGEST = 40;

    private final Attempts attempts;
    private final Authenticators authenticators;
    private final Credentials credentials;
    private final SignInSessions sessions;
    private final BrowserSeal seal;
    private final HeldBackSignIns heldBack;
    private final Outbox outbox;
    private final InstantSource clock;

    CodeSignIn(
            Attempts attempts,
            Authenticators authenticators,
            Credentials credentials,
            SignInSessions sessions,
            BrowserSeal seal,
            HeldBackSignIns heldBack,
            Outbox outbox,
            InstantSource clock) {
        this.attempts = attempts;
        this.authenticators = authenticators;
        this.credentials = credentials;
        this.sessions = sessions;
        this.seal = seal;
        this.heldBack = heldBack;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** For a person whose password was right just now. */
    Passed ask(IdentityId person, Visit visit) {
        return new Passed.CodeAsked(seal.seal(
                purpose(visit), PATIENCE, person.value() + " " + clock.instant().toEpochMilli()));
    }

    private record Claimed(IdentityId person, Instant at) {}

    /** @param carried what he was asked with */
    @WithTransaction
    public Uni<Result<Begun, SignInFailure>> signIn(String carried, String code, Visit visit) {
        var claimed = seal.open(purpose(visit), carried).flatMap(CodeSignIn::claimed);
        if (claimed.isEmpty()) return Result.nowRefused(SignInFailure.STALE);
        var person = claimed.get().person();
        return attempts.begin("code of " + person, visit.address())
                .invoke(result -> heldBack.ifTooEarly(result, person, SignInMethod.CODE, visit.address()))
                .chain(result -> result.because(SignInFailure::tooMany)
                        .chain(attempt -> isStill(claimed.get())
                                .chain(so -> so
                                        ? used(person, code).chain(used -> decided(person, used, attempt, visit))
                                        : Result.nowRefused(SignInFailure.STALE))));
    }

    /** Who changes his password wants nobody to go on who has shown the one before. */
    private Uni<Boolean> isStill(Claimed claimed) {
        return credentials
                .passwordSetAt(claimed.person())
                .map(setAt -> setAt.filter(it -> !it.isAfter(claimed.at())).isPresent());
    }

    private Uni<Optional<SignInMethod>> used(IdentityId person, String code) {
        return code.length() > LONGEST || !WholeText.is(code)
                ? Uni.createFrom().item(Optional.empty())
                : authenticators.use(person, code);
    }

    private Uni<Result<Begun, SignInFailure>> decided(
            IdentityId person, Optional<SignInMethod> used, Attempts.Attempt attempt, Visit visit) {
        if (used.isEmpty()) return refused(person, SignInMethod.CODE, SignInProblem.WRONG, visit);
        return sessions.begin(person, SignInProof.byPasswordAndCode(visit.address(), visit.agent()), visit.session())
                .chain(begun -> begun.isEmpty()
                        ? refused(person, used.get(), SignInProblem.INACTIVE, visit)
                        : attempts.good(attempt).replaceWith(() -> Result.done(begun.get())));
    }

    private Uni<Result<Begun, SignInFailure>> refused(
            IdentityId person, SignInMethod by, SignInProblem why, Visit visit) {
        return outbox.publish(
                        SignalEvent.FAMILY,
                        new SignalEvent.SignInRefused(person, clock.instant(), by, why, visit.address()))
                .replaceWith(Result.refused(SignInFailure.WRONG));
    }

    private static Optional<Claimed> claimed(String content) {
        var at = content.indexOf(' ');
        return IdentityId.parse(content.substring(0, at))
                .map(person -> new Claimed(person, Instant.ofEpochMilli(Long.parseLong(content.substring(at + 1)))));
    }

    private static String purpose(Visit visit) {
        return "code after password\n" + visit.binding();
    }
}
