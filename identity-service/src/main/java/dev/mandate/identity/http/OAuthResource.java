package dev.mandate.identity.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.messaging.http.OpenQuery;
import dev.mandate.messaging.http.RefusalBody;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * What endpoints of OAuth answer to clients: JSON that nobody keeps, and refusals by code.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5">RFC 6749 section 5</a>
 */
@OpenQuery
@RefusalBody(OAuthResource.Refused.class)
public abstract class OAuthResource {
    /** @param error a code of RFC 6749 or of the grant's own RFC */
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

    protected static Response refused(int status, String error, @Nullable String why) {
        return answer(status, new Refused(error, why));
    }
}
