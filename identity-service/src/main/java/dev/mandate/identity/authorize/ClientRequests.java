package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mandate.identity.assertions.AssertionRefusal;
import dev.mandate.identity.assertions.EdwardsAssertion;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.ClientAuthentications;
import dev.mandate.identity.clients.SelfRegistered;
import dev.mandate.identity.registration.UnregisteredApplications;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which client asks about a token, by the same proofs as at the token endpoint. Needs a transaction where the proof {@link #isKept}, and a
 * session otherwise.
 */
@ApplicationScoped
public class ClientRequests {
    private final ClientAuthentications authentications;
    private final UnregisteredApplications unregistered;
    private final URI uri;

    ClientRequests(ClientAuthentications authentications, UnregisteredApplications unregistered, BrowserConfig config) {
        this.unregistered = unregistered;
        this.authentications = authentications;
        this.uri = URI.create(config.issuer() + "/oauth2/token");
    }

    /**
     * @param publicToo whether a client that can keep no secret may ask by its id alone
     * @return refused with what is wrong, in words
     */
    public Uni<Result<Client, String>> client(
            @Nullable String authorization, Map<String, List<String>> form, boolean publicToo) {
        var edwards = authorization == null ? EdwardsAssertion.of(form) : Optional.<EdwardsAssertion>empty();
        if (edwards.isPresent())
            return authentications.authenticate(edwards.get()).map(result -> result.because(refused -> refused.why()));
        try {
            var request = new HTTPRequest(HTTPRequest.Method.POST, uri);
            request.setContentType("application/x-www-form-urlencoded");
            if (authorization != null) request.setAuthorization(authorization);
            request.setBody(URLUtils.serializeParameters(form));
            var proof = ClientAuthentication.parse(request);
            if (proof != null)
                return authentications.authenticate(proof).map(result -> result.because(refused -> refused.why()));
        } catch (ParseException | RuntimeException e) { // the latter of some JWTs that are none, as in Jose
            return Result.nowRefused("the client authentication is malformed");
        }
        var named = form.getOrDefault("client_id", List.of());
        if (publicToo && named.size() == 1 && SelfRegistered.is(named.get(0)))
            return unregistered
                    .find(named.get(0))
                    .map(found -> found.then(client ->
                            ClientAuthentications.unlessStopped(client).because(AssertionRefusal::why)));
        if (publicToo && named.size() == 1)
            return authentications.unproven(named.get(0)).map(result -> result.because(refused -> refused.why()));
        return Result.nowRefused("this needs client authentication");
    }

    /** What others are asked for first, in which no transaction waits for them. */
    Uni<Void> prepared(Map<String, List<String>> form) {
        return authentications.prepare(form);
    }

    /** Whether a form has an assertion, which counts once: that it was used is written down. */
    static boolean isKept(Map<String, List<String>> form) {
        return form.containsKey("client_assertion");
    }
}
