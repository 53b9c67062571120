package dev.mandate.identity.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.messaging.result.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call, for whose way through an organisation's services a token is asked.
 *
 * @param context {@code rctx}: of the request that came in, as whoever asks says; null where he says nothing
 * @param details {@code tctx}: of what is to be done, such as tool and decision, as he says
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-oauth-transaction-tokens-09">draft-ietf-oauth-transaction-tokens-09</a>
 */
record Transaction(
        @Nullable Map<String, Object> context, @Nullable Map<String, Object> details) {
    static final String TYPE = "urn:ietf:params:oauth:token-type:txn_token";

    /** Of each of the two. */
    private static final int LONGEST = 4096;

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** @param subject the token of which it is made, which whoever reads it must not get, section 'Access Tokens' of the draft */
    static Result<Transaction, TokenRefusal> of(TokenRequest request, String subject) {
        return object(request, "request_context", subject)
                .then(context -> object(request, "request_details", subject)
                        .map(details -> new Transaction(empty(context), empty(details))));
    }

    private static @Nullable Map<String, Object> empty(Map<String, Object> object) {
        return object.isEmpty() ? null : object;
    }

    /** Empty where there is none. */
    private static Result<Map<String, Object>, TokenRefusal> object(TokenRequest request, String name, String subject) {
        @Nullable List<String> sent = request.getCustomParameter(name);
        if (sent == null || sent.isEmpty()) return Result.done(Map.of());
        if (sent.size() > 1 || sent.get(0).length() > LONGEST) return refused(name);
        if (sent.get(0).contains(subject))
            return Result.refused(TokenRefusal.request("leave subject_token out of " + name + ": others read it"));
        try {
            var object = EventJson.mapper().readValue(sent.get(0), OBJECT);
            return object == null ? refused(name) : Result.done(object);
        } catch (JsonProcessingException e) {
            return refused(name);
        }
    }

    private static Result<Map<String, Object>, TokenRefusal> refused(String name) {
        return Result.refused(TokenRefusal.request(name + " is a JSON object of at most " + LONGEST + " characters"));
    }

    /** All of it was asked for by name, and all of it is had: nobody gets less than he believes. */
    static Result<TokenContent, TokenRefusal> whole(Set<String> scopes, TokenContent content) {
        return content.scopes().containsAll(scopes)
                ? Result.done(content)
                : Result.refused(TokenRefusal.scope("name scopes that subject_token has"));
    }
}
