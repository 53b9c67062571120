package dev.mandate.identity.authorize;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What endpoints have in common to which clients send authorization requests themselves: forms and answers of OAuth. */
public abstract class ClientEndpointResource {
    private static final Set<String> OF_AUTHENTICATION =
            Set.of("client_secret", "client_assertion", "client_assertion_type");

    /** @param error a code of RFC 6749 */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Refused(
            String error,
            @JsonProperty("error_description") @Nullable String description) {}

    protected static Response answer(int status, Object body) {
        var answer = Response.status(status)
                .entity(body)
                .type(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store");
        if (status == 401) answer.header("WWW-Authenticate", "Basic realm=\"mandate\"");
        return answer.build();
    }

    protected static Response refused(int status, String error, String why) {
        return answer(status, new Refused(error, why));
    }

    /** What is asked for, without what proves who asks. */
    protected static Map<String, List<String>> asked(MultivaluedMap<String, String> form) {
        var asked = new LinkedHashMap<String, List<String>>(form);
        asked.keySet().removeAll(OF_AUTHENTICATION);
        return asked;
    }

    /** A parameter that is there twice, and so says two things; {@code resource} may name several. */
    protected static Optional<String> repeated(Map<String, List<String>> form) {
        return form.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1 && !entry.getKey().equals("resource"))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    protected static String query(Map<String, List<String>> asked) {
        return URLUtils.serializeParameters(asked);
    }
}
