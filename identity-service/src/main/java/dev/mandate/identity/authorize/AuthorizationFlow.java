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
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final AuthorizationRequests requests;
    private final Authorizations authorizations;
    private final SignInSessions sessions;
    private final PersonScopes people;
    private final BrowserSeal seal;
    private final BrowserConfig config;
    private final InstantSource clock;

    AuthorizationFlow(
            AuthorizationRequests requests,
            Authorizations authorizations,
            SignInSessions sessions,
            PersonScopes people,
            BrowserSeal seal,
            BrowserConfig config,
            InstantSource clock) {
        this.requests = requests;
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
        var startedAt = clock.instant();
        return requests.read(query, URLUtils.parseParameters(query), startedAt)
                .chain(read -> read.<Uni<Step>>fold(
                        request -> sessions.current(cookie).chain(current -> decide(request, current, query)),
                        fault -> Uni.createFrom().item(told(fault))));
    }

    /** Goes on with a request that a browser carried through the sign-in page. */
    @WithTransaction
    public Uni<Step> resume(String sealed, @Nullable String cookie) {
        return read(sealed).chain(found -> {
            if (found.isEmpty())
                return Uni.createFrom()
                        .item(new Step.Told("This took too long. Please go back to the application and begin again."));
            var carried = found.get();
            return carried.request.<Uni<Step>>fold(
                    request -> sessions.current(cookie).chain(current -> decide(request, current, carried.query)),
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

    private record Carried(String query, Result<CodeRequest, AuthorizationFault> request) {}

    private Uni<Optional<Carried>> read(String sealed) {
        var opened = seal.open(PURPOSE, sealed);
        if (opened.isEmpty()) return Uni.createFrom().item(Optional.empty());
        var at = opened.get().indexOf(' ');
        var startedAt = Instant.ofEpochMilli(Long.parseLong(opened.get().substring(0, at)));
        var query = opened.get().substring(at + 1);
        return requests.read(query, URLUtils.parseParameters(query), startedAt)
                .map(request -> Optional.of(new Carried(query, request)));
    }

    private Uni<Step> decide(CodeRequest request, Optional<CurrentSignIn> current, String query) {
        var missing = missing(request, current);
        if (missing.isPresent()) {
            Step step = request.silent()
                    ? error(request, missing.get(), "the person has to be asked")
                    : new Step.SignIn(
                            seal.seal(PURPOSE, PATIENCE, request.startedAt().toEpochMilli() + " " + query));
            return Uni.createFrom().item(step);
        }
        var signIn = current.orElseThrow();
        return people.held(signIn.session().person(), request.scopes())
                .chain(held -> authorize(request, signIn, held.scopes()));
    }

    private Uni<Step> authorize(CodeRequest request, CurrentSignIn signIn, Set<String> scopes) {
        if (scopes.isEmpty())
            return Uni.createFrom().item(error(request, "access_denied", "the person has none of these scopes"));
        return authorizations
                .begin(request, signIn, Scopes.write(scopes))
                .map(code -> new Step.Back(location(request.redirectUri(), request.state(), Map.of("code", code))));
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

    private Step.Back error(CodeRequest request, String code, String why) {
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
