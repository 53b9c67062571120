package dev.mandate.identity.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.browser.BrowserSeal;
import dev.mandate.identity.clients.RedirectUris;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.sessions.SignInProof;
import dev.mandate.identity.sessions.SignInSessions;
import dev.mandate.identity.tokens.PersonScopes;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leads a person from an application to us and back: with a code if he is signed in as it asks, by the sign-in page if he isn't yet. His
 * browser carries the request meanwhile, sealed, so that nothing is kept for those who don't come back.
 */
@ApplicationScoped
public class AuthorizationFlow {
    private static final String PURPOSE = "authorization request";
    static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final String TOO_LATE = "This took too long. Please go back to the application and begin again.";
    private static final String ANOTHERS =
            "Somebody else has begun with this link. Please go back to the application and begin again.";

    /** Before what a browser carries: a request as it came, or the id of one that was pushed. */
    private static final char WHOLE = 'q';

    /** Beside the address of a pushed request: itself, and what we add to a link on the way. */
    private static final Set<String> NOT_OF_REQUEST = Set.of("request_uri", "moved");

    private static final char PUSHED = 'p';

    private final AuthorizationRequests requests;
    private final PushedRequests pushed;
    private final Authorizations authorizations;
    private final SignInSessions sessions;
    private final PersonScopes people;
    private final BrowserSeal seal;
    private final BrowserConfig config;
    private final InstantSource clock;

    AuthorizationFlow(
            AuthorizationRequests requests,
            PushedRequests pushed,
            Authorizations authorizations,
            SignInSessions sessions,
            PersonScopes people,
            BrowserSeal seal,
            BrowserConfig config,
            InstantSource clock) {
        this.requests = requests;
        this.pushed = pushed;
        this.authorizations = authorizations;
        this.sessions = sessions;
        this.people = people;
        this.seal = seal;
        this.config = config;
        this.clock = clock;
    }

    /** Where the browser goes next, or what the person is told. */
    public sealed interface Step {
        /** Back to the application, with a code or with an error. */
        record Back(String location) implements Step {}

        /** To the sign-in page, which carries the request. */
        record SignIn(String request) implements Step {}

        /** To the page that asks him for a task, which carries the request. */
        record Ask(String request) implements Step {}

        /** Nowhere: whoever sent him here can't be trusted with an answer. */
        record Told(String why) implements Step {}
    }

    /**
     * What the sign-in page shows of a request that it carries.
     *
     * @param application its name
     * @param mfa whether only two factors will do
     * @param goesOnTo what the page's forms lead to, for its Content-Security-Policy
     */
    public record Pending(String application, boolean mfa, String goesOnTo, String loginHint) {}

    /** @param cookie of the browser's sign-in; null without one */
    @WithTransaction
    public Uni<Step> begin(String query, @Nullable String cookie) {
        if (query.length() > AuthorizationRequests.LONGEST) return now(new Step.Told(AuthorizationRequests.TOO_LONG));
        var parameters = URLUtils.parseParameters(query);
        var uri = AuthorizationRequests.single(parameters, "request_uri");
        if (!uri.startsWith(PushedRequests.URN)) return goOn(WHOLE + query, query, clock.instant(), cookie);
        return pushed.take(AuthorizationRequests.single(parameters, "client_id"), uri)
                .chain(found -> found.<Uni<Step>>fold(
                        taken -> says(parameters, taken.query())
                                ? goOn(PUSHED + taken.id(), taken.query(), clock.instant(), cookie)
                                : now(new Step.Told("The application asks for one thing here, and asked for another.")),
                        why -> now(new Step.Told(why))));
    }

    /** What stands beside the address of a pushed request may only repeat what is in it. */
    private static boolean says(Map<String, List<String>> beside, String query) {
        var whole = URLUtils.parseParameters(query);
        return beside.entrySet().stream()
                .allMatch(it ->
                        NOT_OF_REQUEST.contains(it.getKey()) || it.getValue().equals(whole.get(it.getKey())));
    }

    private Uni<Step> goOn(String carried, String query, Instant startedAt, @Nullable String cookie) {
        return requests.read(URLUtils.parseParameters(query), startedAt)
                .chain(read -> read.<Uni<Step>>fold(
                        request -> sessions.current(cookie).chain(current -> decide(request, current, carried)),
                        fault -> now(told(fault))));
    }

    private static Uni<Step> now(Step step) {
        return Uni.createFrom().item(step);
    }

    /** Goes on with a request that a browser carried through the sign-in page. */
    @WithTransaction
    public Uni<Step> resume(String sealed, @Nullable String cookie) {
        return read(sealed).chain(found -> {
            if (found.isEmpty()) return now(new Step.Told(TOO_LATE));
            var carried = found.get();
            return carried.request.<Uni<Step>>fold(
                    request -> sessions.current(cookie).chain(current -> decide(request, current, carried.text)),
                    fault -> Uni.createFrom().item(told(fault)));
        });
    }

    /** Of a request that a browser carries; empty if it is none, or too old. */
    @WithTransaction
    public Uni<Optional<Pending>> pending(String sealed) {
        return read(sealed)
                .map(found -> found.flatMap(carried -> carried.request.<Optional<Pending>>fold(
                        request -> Optional.of(new Pending(
                                request.clientName(),
                                request.mfa(),
                                RedirectUris.source(request.redirectUri()),
                                request.loginHint())),
                        fault -> Optional.empty())));
    }

    /** Where a browser goes whose person doesn't want to sign in; empty if it carries no request. */
    @WithTransaction
    public Uni<Optional<String>> cancelled(String sealed) {
        return read(sealed)
                .map(found -> found.flatMap(carried -> carried.request.<Optional<String>>fold(
                        request -> Optional.of(error(request, "access_denied", "the person didn't sign in")
                                .location()),
                        fault -> Optional.empty())));
    }

    /** @param text as the browser carries it */
    private record Carried(String text, Result<CodeRequest, AuthorizationFault> request) {}

    private Uni<Optional<Carried>> read(String sealed) {
        var opened = seal.open(PURPOSE, sealed);
        if (opened.isEmpty()) return Uni.createFrom().item(Optional.empty());
        var at = opened.get().indexOf(' ');
        var startedAt = Instant.ofEpochMilli(Long.parseLong(opened.get().substring(0, at)));
        var text = opened.get().substring(at + 1);
        return query(text).chain(query -> {
            if (query.isEmpty()) return Uni.createFrom().item(Optional.empty());
            return requests.read(URLUtils.parseParameters(query.get()), startedAt)
                    .map(request -> Optional.of(new Carried(text, request)));
        });
    }

    private Uni<Optional<String>> query(String carried) {
        return isPushed(carried)
                ? pushed.query(carried.substring(1))
                : Uni.createFrom().item(Optional.of(carried.substring(1)));
    }

    private static boolean isPushed(String carried) {
        return carried.charAt(0) == PUSHED;
    }

    private Uni<Step> decide(CodeRequest request, Optional<CurrentSignIn> current, String carried) {
        var missing = missing(request, current);
        if (missing.isPresent()) {
            Step step = request.silent()
                    ? error(request, missing.get(), "the person has to be asked")
                    : new Step.SignIn(sealed(request, carried));
            return Uni.createFrom().item(step);
        }
        var signIn = current.orElseThrow();
        return isHis(carried, signIn).chain(his -> {
            if (!his) return now(new Step.Told(ANOTHERS));
            if (request.asks())
                return now(
                        request.silent()
                                ? error(request, "consent_required", "the person has to be asked")
                                : new Step.Ask(sealed(request, carried)));
            return people.held(signIn.session().person(), request.scopes())
                    .chain(held -> authorize(request, signIn, held.scopes()))
                    .call(() -> usedUp(carried));
        });
    }

    private String sealed(CodeRequest request, String carried) {
        return seal.seal(PURPOSE, PATIENCE, request.startedAt().toEpochMilli() + " " + carried);
    }

    /**
     * A request that a browser carries, with who is signed in there as it asks.
     *
     * @param carried as the browser carries it, opened
     */
    record Standing(CodeRequest request, CurrentSignIn signIn, String carried) {}

    /** Of one that asks him on a page; refused with where he goes instead. Needs a transaction. */
    Uni<Result<Standing, Step>> standing(String sealed, @Nullable String cookie) {
        return read(sealed).chain(found -> {
            if (found.isEmpty()) return Result.<Standing, Step>nowRefused(new Step.Told(TOO_LATE));
            var text = found.get().text;
            return found.get()
                    .request
                    .<Uni<Result<Standing, Step>>>fold(
                            request -> sessions.current(cookie).chain(current -> {
                                if (!request.asks() || missing(request, current).isPresent())
                                    return decide(request, current, text).map(Result::<Standing, Step>refused);
                                var signIn = current.orElseThrow();
                                return isHis(text, signIn)
                                        .map(his -> his
                                                ? Result.<Standing, Step>done(new Standing(request, signIn, text))
                                                : Result.<Standing, Step>refused(new Step.Told(ANOTHERS)));
                            }),
                            fault -> Result.nowRefused(told(fault)));
        });
    }

    Step.Back with(CodeRequest request, String code) {
        return new Step.Back(location(request.redirectUri(), request.state(), Map.of("code", code)));
    }

    /** Nobody goes on with it any more, where it was sent ahead. Needs a transaction. */
    Uni<Void> usedUp(String carried) {
        return isPushed(carried)
                ? pushed.used(carried.substring(1))
                : Uni.createFrom().voidItem();
    }

    private Uni<Boolean> isHis(String carried, CurrentSignIn signIn) {
        return isPushed(carried)
                ? pushed.isFor(carried.substring(1), signIn.session().person().value())
                : Uni.createFrom().item(true);
    }

    private Uni<Step> authorize(CodeRequest request, CurrentSignIn signIn, Set<String> scopes) {
        if (scopes.isEmpty())
            return Uni.createFrom().item(error(request, "access_denied", "the person has none of these scopes"));
        return authorizations
                .begin(request, signIn, Scopes.write(scopes), null)
                .map(code -> with(request, code.value()));
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
        if (request.mfa() && !session.acr().equals(SignInProof.MFA_ACR))
            return Optional.of("unmet_authentication_requirements");
        return Optional.empty();
    }

    private Step told(AuthorizationFault fault) {
        return fault.redirectUri() == null
                ? new Step.Told(fault.why())
                : new Step.Back(location(
                        fault.redirectUri(),
                        fault.state(),
                        Map.of("error", fault.code(), "error_description", fault.why())));
    }

    Step.Back error(CodeRequest request, String code, String why) {
        return new Step.Back(
                location(request.redirectUri(), request.state(), Map.of("error", code, "error_description", why)));
    }

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc9207">RFC 9207, iss in the response</a> */
    private String location(String redirectUri, @Nullable String state, Map<String, String> members) {
        var answer = new LinkedHashMap<>(members);
        if (state != null) answer.put("state", state);
        answer.put("iss", config.issuer());
        var location = new StringBuilder(redirectUri);
        var separator = redirectUri.indexOf('?') < 0 ? '?' : '&';
        for (var member : answer.entrySet()) {
            location.append(separator)
                    .append(member.getKey())
                    .append('=')
                    .append(URLEncoder.encode(member.getValue(), UTF_8));
            separator = '&';
        }
        return location.toString();
    }
}
