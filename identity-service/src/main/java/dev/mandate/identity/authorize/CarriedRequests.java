package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mandate.identity.browser.BrowserSeal;
import dev.mandate.identity.identities.Strength;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Authorization requests on their way through a browser, which carries them sealed: as they came, so that nothing is kept for those who
 * don't come back, or by the id of one that was sent ahead. Every method that answers later needs a transaction.
 */
@ApplicationScoped
class CarriedRequests {
    static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final String PURPOSE = "authorization request";

    /** Before what a browser carries: a request as it came, or the id of one that was pushed. */
    private static final char WHOLE = 'q';

    private static final char PUSHED = 'p';

    /** Beside the address of a pushed request: itself, and what we add to a link on the way. */
    private static final Set<String> NOT_OF_REQUEST = Set.of("request_uri", "moved");

    private final AuthorizationRequests requests;
    private final PushedRequests pushed;
    private final BrowserSeal seal;
    private final InstantSource clock;

    CarriedRequests(AuthorizationRequests requests, PushedRequests pushed, BrowserSeal seal, InstantSource clock) {
        this.requests = requests;
        this.pushed = pushed;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param text as the browser carries it, opened
     */
    record Carried(String text, Result<CodeRequest, AuthorizationFault> request) {
        private boolean isPushed() {
            return text.charAt(0) == PUSHED;
        }

        /** Without the mark. */
        private String rest() {
            return text.substring(1);
        }
    }

    /** With which a browser comes. @return refused with what the person is told */
    Uni<Result<Carried, String>> begin(String query) {
        if (query.length() > AuthorizationRequests.LONGEST) return Result.nowRefused(AuthorizationRequests.TOO_LONG);
        var parameters = URLUtils.parseParameters(query);
        var uri = AuthorizationRequests.single(parameters, "request_uri");
        if (!uri.startsWith(PushedRequests.URN))
            return read(WHOLE + query, query, clock.instant()).map(Result::done);
        return pushed.take(AuthorizationRequests.single(parameters, "client_id"), uri)
                .chain(found -> found.chain(taken -> says(parameters, taken.query())
                        ? read(PUSHED + taken.id(), taken.query(), clock.instant())
                                .map(Result::<Carried, String>done)
                        : Result.nowRefused("The application asks for one thing here, and asked for another.")));
    }

    /** What stands beside the address of a pushed request may only repeat what is in it. */
    private static boolean says(Map<String, List<String>> beside, String query) {
        var whole = URLUtils.parseParameters(query);
        return beside.entrySet().stream()
                .allMatch(it ->
                        NOT_OF_REQUEST.contains(it.getKey()) || it.getValue().equals(whole.get(it.getKey())));
    }

    /** Empty for what is none of ours, was used, or is too old. */
    Uni<Optional<Carried>> opened(String sealed) {
        var opened = seal.open(PURPOSE, sealed);
        if (opened.isEmpty()) return Uni.createFrom().item(Optional.empty());
        var parts = opened.get().split(" ", 3);
        if (parts.length < 3) return Uni.createFrom().item(Optional.empty()); // of a replica of before
        var startedAt = Instant.ofEpochMilli(Long.parseLong(parts[0]));
        var strength = Strength.valueOf(parts[1]);
        var text = parts[2];
        var whole = text.charAt(0) == PUSHED
                ? pushed.query(text.substring(1))
                : Uni.createFrom().item(Optional.of(text.substring(1)));
        return whole.chain(query -> query.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : read(text, query.get(), startedAt)
                        .map(carried -> new Carried(
                                carried.text(), carried.request().map(request -> request.atLeast(strength))))
                        .map(Optional::of));
    }

    private Uni<Carried> read(String text, String query, Instant startedAt) {
        return requests.read(URLUtils.parseParameters(query), startedAt).map(request -> new Carried(text, request));
    }

    /** For the browser. */
    String sealed(CodeRequest request, Carried carried) {
        return seal.seal(
                PURPOSE,
                PATIENCE,
                request.startedAt().toEpochMilli() + " " + request.strength() + " " + carried.text());
    }

    /** False where somebody else has begun with one that was sent ahead. */
    Uni<Boolean> isFor(Carried carried, String person) {
        return carried.isPushed()
                ? pushed.isFor(carried.rest(), person)
                : Uni.createFrom().item(true);
    }

    /** Nobody goes on with it any more, where it was sent ahead. */
    Uni<Void> usedUp(Carried carried) {
        return carried.isPushed()
                ? pushed.used(carried.rest())
                : Uni.createFrom().voidItem();
    }
}
