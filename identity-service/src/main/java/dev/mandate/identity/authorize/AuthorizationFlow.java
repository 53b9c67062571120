package dev.mandate.identity.authorize;

import dev.mandate.identity.authorize.CarriedRequests.Carried;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.tokens.PersonScopes;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leads a person from an application to us and back: with a code if he is signed in as it asks, by the sign-in page if he isn't yet, by the
 * consent page if it asks him for something.
 */
@ApplicationScoped
public class AuthorizationFlow {
    private static final String UNMET = "unmet_authentication_requirements";
    private static final String TOO_LATE = "This took too long. Please go back to the application and begin again.";
    private static final String ANOTHERS =
            "Somebody else has begun with this link. Please go back to the application and begin again.";

    private final CarriedRequests requests;
    private final AuthorizationAnswers answers;
    private final Authorizations authorizations;
    private final SignInSessions sessions;
    private final PersonScopes people;
    private final InstantSource clock;

    AuthorizationFlow(
            CarriedRequests requests,
            AuthorizationAnswers answers,
            Authorizations authorizations,
            SignInSessions sessions,
            PersonScopes people,
            InstantSource clock) {
        this.requests = requests;
        this.answers = answers;
        this.authorizations = authorizations;
        this.sessions = sessions;
        this.people = people;
        this.clock = clock;
    }

    /**
     * What the sign-in page shows of a request that it carries.
     *
     * @param application its name
     * @param strength how strongly he signs in at least
     * @param anew whether he shows a credential whatever he did before
     * @param maxAge how long ago he may have, in seconds; null for any time
     * @param goesOnTo what the page's forms lead to, for its Content-Security-Policy
     */
    public record Pending(
            String application,
            Strength strength,
            boolean anew,
            @Nullable Long maxAge,
            String goesOnTo,
            String loginHint) {}

    /** @param cookie of the browser's sign-in; null without one */
    @WithTransaction
    public Uni<Step> begin(String query, @Nullable String cookie) {
        return requests.begin(query)
                .chain(found -> found.<Uni<Step>>fold(
                        carried -> admitted(carried, cookie).chain(this::goesOn), why -> now(new Step.Told(why))));
    }

    /** Goes on with a request that a browser carried through the sign-in page. */
    @WithTransaction
    public Uni<Step> resume(String sealed, @Nullable String cookie) {
        return admitted(sealed, cookie).chain(this::goesOn);
    }

    /** Of a request that a browser carries; empty if it is none, or too old. */
    @WithTransaction
    public Uni<Optional<Pending>> pending(String sealed) {
        return good(sealed)
                .map(found -> found.map(request -> new Pending(
                        request.clientName(),
                        request.strength(),
                        request.reauthenticate(),
                        request.maxAge(),
                        RedirectUris.source(request.redirectUri()),
                        request.loginHint())));
    }

    /** Where a browser goes whose person doesn't want to sign in; empty if it carries no request. */
    @WithTransaction
    public Uni<Optional<Step>> cancelled(String sealed) {
        return good(sealed)
                .map(found ->
                        found.map(request -> answers.error(request, "access_denied", "the person didn't sign in")));
    }

    private Uni<Optional<CodeRequest>> good(String sealed) {
        return requests.opened(sealed)
                .map(found -> found.flatMap(
                        carried -> carried.request().fold(Optional::of, fault -> Optional.<CodeRequest>empty())));
    }

    /** A request, with who is signed in in the browser that carries it, as it asks. */
    record Admitted(CodeRequest request, CurrentSignIn signIn, Carried carried) {}

    /** Of a request that asks him on a page; refused with where he goes instead. Needs a transaction. */
    Uni<Result<Admitted, Step>> asked(String sealed, @Nullable String cookie) {
        return admitted(sealed, cookie)
                .chain(result -> result.chain(admitted -> admitted.request().asks()
                        ? strongEnough(admitted)
                        : next(admitted).map(Result::<Admitted, Step>refused)));
    }

    /** Whoever carries it here himself, in place of being led here, is asked no less of. */
    private Uni<Result<Admitted, Step>> strongEnough(Admitted admitted) {
        var session = admitted.signIn().session();
        return people.toSignIn(session.person(), admitted.request().scopes(), session.strength())
                .map(held -> session.strength().suffices(held.needed())
                        ? Result.done(admitted)
                        : Result.refused(stronger(admitted, held.needed())));
    }

    private Uni<Result<Admitted, Step>> admitted(String sealed, @Nullable String cookie) {
        return requests.opened(sealed)
                .chain(found -> found.map(carried -> admitted(carried, cookie))
                        .orElseGet(() -> Result.nowRefused(new Step.Told(TOO_LATE))));
    }

    /** Refused with where he goes first, or whoever sent him is told. */
    private Uni<Result<Admitted, Step>> admitted(Carried carried, @Nullable String cookie) {
        return carried.request()
                .<Uni<Result<Admitted, Step>>>fold(
                        request -> sessions.current(cookie).chain(current -> admitted(request, current, carried)),
                        fault -> Result.nowRefused(answers.fault(fault)));
    }

    private Uni<Result<Admitted, Step>> admitted(
            CodeRequest request, Optional<CurrentSignIn> current, Carried carried) {
        var missing = missing(request, current);
        if (missing.isPresent())
            return Result.nowRefused(
                    request.silent()
                            ? answers.error(request, missing.get(), "the person has to be asked")
                            : new Step.SignIn(requests.sealed(request, carried)));
        var signIn = current.orElseThrow();
        return requests.isFor(carried, signIn.session().person().value())
                .map(his -> his
                        ? Result.<Admitted, Step>done(new Admitted(request, signIn, carried))
                        : Result.<Admitted, Step>refused(new Step.Told(ANOTHERS)));
    }

    private Uni<Step> goesOn(Result<Admitted, Step> admitted) {
        return admitted.fold(this::next, AuthorizationFlow::now);
    }

    private Uni<Step> next(Admitted admitted) {
        var request = admitted.request();
        var session = admitted.signIn().session();
        return people.toSignIn(session.person(), request.scopes(), session.strength())
                .chain(held -> {
                    if (!session.strength().suffices(held.needed())) return now(stronger(admitted, held.needed()));
                    if (request.asks()) return now(asking(admitted, held.needed()));
                    return authorize(request, admitted.signIn(), held.scopes())
                            .call(() -> requests.usedUp(admitted.carried()));
                });
    }

    private Step asking(Admitted admitted, Strength needed) {
        return admitted.request().silent()
                ? answers.error(admitted.request(), "consent_required", "the person has to be asked")
                : new Step.Ask(requests.sealed(admitted.request().atLeast(needed), admitted.carried()));
    }

    /** What he asks for is given by a role that he may use after a stronger sign-in alone, or one of his roles wants that at all. */
    private Step stronger(Admitted admitted, Strength needed) {
        return admitted.request().silent()
                ? answers.error(admitted.request(), UNMET, "the person has to sign in more strongly")
                : new Step.SignIn(requests.sealed(admitted.request().atLeast(needed), admitted.carried()));
    }

    private Uni<Step> authorize(CodeRequest request, CurrentSignIn signIn, Set<String> scopes) {
        if (scopes.isEmpty())
            return now(answers.error(request, "access_denied", "the person has none of these scopes"));
        return authorizations
                .begin(request, signIn, Scopes.write(scopes), null)
                .map(code -> answers.code(request, code.value()));
    }

    /** By which error the application is told if nobody may be asked; empty if nothing is missing. */
    private Optional<String> missing(CodeRequest request, Optional<CurrentSignIn> current) {
        if (current.isEmpty()) return Optional.of("login_required");
        var session = current.get().session();
        var since = session.authenticatedAt();
        var anew = !since.isBefore(request.startedAt());
        if (request.reauthenticate() && !anew) return Optional.of("login_required");
        var maxAge = request.maxAge();
        if (maxAge != null && !anew && since.plusSeconds(maxAge).isBefore(clock.instant()))
            return Optional.of("login_required");
        if (request.subject() != null
                && !request.subject().equals(session.person().value())) return Optional.of("login_required");
        if (!session.strength().suffices(request.strength())) return Optional.of(UNMET);
        return Optional.empty();
    }

    private static Uni<Step> now(Step step) {
        return Uni.createFrom().item(step);
    }
}
