package dev.mandate.identity.authentication;

import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.identity.HeldBack;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.events.identity.SignalEvent.SignInProblem;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.credentials.Authenticators;
import dev.mandate.identity.credentials.Credentials;
import dev.mandate.identity.credentials.PasswordHashing;
import dev.mandate.identity.heldback.HeldBackSignIns;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.PersonProfile;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * By a name, which is an address or an employee id, and a password. Whoever is unknown, has no password or isn't active takes as long,
 * and is told the same, as one who is wrong.
 */
@ApplicationScoped
public class PasswordSignIn {
    private static final Logger LOG = Logger.getLogger(PasswordSignIn.class);

    private static final int LONGEST = 320;

    private final Attempts attempts;
    private final Identities identities;
    private final Credentials credentials;
    private final PasswordHashing hashing;
    private final Authenticators authenticators;
    private final CodeSignIn codes;
    private final SignInSessions sessions;
    private final HeldBackSignIns heldBack;
    private final Outbox outbox;
    private final InstantSource clock;

    PasswordSignIn(
            Attempts attempts,
            Identities identities,
            Credentials credentials,
            PasswordHashing hashing,
            Authenticators authenticators,
            CodeSignIn codes,
            SignInSessions sessions,
            HeldBackSignIns heldBack,
            Outbox outbox,
            InstantSource clock) {
        this.attempts = attempts;
        this.identities = identities;
        this.credentials = credentials;
        this.hashing = hashing;
        this.authenticators = authenticators;
        this.codes = codes;
        this.sessions = sessions;
        this.heldBack = heldBack;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Claimed(Attempts.Attempt attempt, Optional<PersonProfile> person, Optional<String> hash) {}

    /** No transaction is open while the password is hashed. */
    public Uni<Result<Passed, SignInFailure>> signIn(String name, String password, Visit visit) {
        if (name.length() > LONGEST || !WholeText.is(name))
            return heldBack(null, HeldBack.MALFORMED, SignInFailure.WRONG, visit);
        if (password.length() > LONGEST || !WholeText.is(password))
            return heldBack(name.strip(), HeldBack.MALFORMED, SignInFailure.WRONG, visit);
        if (!hashing.hasRoom()) return heldBack(name.strip(), HeldBack.BUSY, SignInFailure.BUSY, visit);
        return Panache.withTransaction(() -> claimed(name.strip(), visit))
                .chain(result -> result.chain(claimed -> hashing.matches(password, claimed.hash.orElse(null))
                        .chain(matches -> Panache.withTransaction(() -> decided(claimed, matches, visit)))
                        .call(decided -> decided.fold(
                                passed -> renewed(claimed, password),
                                failure -> Uni.createFrom().voidItem()))));
    }

    /** For whose password is right and who is active: whoever is refused learns nothing by the time that it takes. He is signed in all the same. */
    private Uni<Void> renewed(Claimed claimed, String password) {
        var person = claimed.person.orElseThrow().state().identity();
        return credentials
                .renewHash(person, password, claimed.hash.orElseThrow())
                .onFailure()
                .invoke(failure ->
                        LOG.errorf(failure, "the password of %s keeps its hash until the next sign-in", person))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Result<Passed, SignInFailure>> heldBack(
            @Nullable String name, HeldBack why, SignInFailure said, Visit visit) {
        heldBack.count(name, SignInMethod.PASSWORD, why, visit.address());
        return Result.nowRefused(said);
    }

    private Uni<Result<Claimed, SignInFailure>> claimed(String name, Visit visit) {
        return attempts.begin(name, visit.address())
                .invoke(result -> heldBack.ifTooEarly(result, name, SignInMethod.PASSWORD, visit.address()))
                .chain(result -> result.because(SignInFailure::tooMany)
                        .chain(attempt -> identities
                                .signingIn(name)
                                .chain(person -> credentials
                                        .passwordHash(person.map(it ->
                                                        it.state().identity().value())
                                                .orElse(""))
                                        .map(hash -> Result.done(new Claimed(attempt, person, hash))))));
    }

    private Uni<Result<Passed, SignInFailure>> decided(Claimed claimed, boolean matches, Visit visit) {
        if (claimed.person.isEmpty() || !matches) return refused(claimed, problem(claimed), visit);
        if (!claimed.person.get().active()) return refused(claimed, SignInProblem.INACTIVE, visit);
        var person = claimed.person.get().state().identity();
        return authenticators
                .of(person)
                .chain(app -> app.isPresent()
                        ? attempts.good(claimed.attempt).replaceWith(() -> Result.done(codes.ask(person, visit)))
                        : begun(claimed, person, visit));
    }

    private Uni<Result<Passed, SignInFailure>> begun(Claimed claimed, IdentityId person, Visit visit) {
        var proof = SignInProof.byPassword(visit.address(), visit.agent());
        return sessions.begin(person, proof, visit.session())
                .chain(begun -> begun.isEmpty()
                        ? refused(claimed, SignInProblem.INACTIVE, visit)
                        : attempts.good(claimed.attempt).replaceWith(() -> Result.done(new Passed.In(begun.get()))));
    }

    private static SignInProblem problem(Claimed claimed) {
        if (claimed.person.isEmpty()) return SignInProblem.UNKNOWN;
        return claimed.person.get().active() ? SignInProblem.WRONG : SignInProblem.INACTIVE;
    }

    private Uni<Result<Passed, SignInFailure>> refused(Claimed claimed, SignInProblem why, Visit visit) {
        var subject = claimed.person.map(it -> it.state().identity()).orElse(null);
        return outbox.publish(
                        SignalEvent.FAMILY,
                        new SignalEvent.SignInRefused(
                                subject, clock.instant(), SignInMethod.PASSWORD, why, visit.address()))
                .replaceWith(Result.refused(SignInFailure.WRONG));
    }
}
