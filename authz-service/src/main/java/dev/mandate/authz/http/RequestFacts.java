package dev.mandate.authz.http;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.messaging.http.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the headers say. */
record RequestFacts(@Nullable String requestId, @Nullable String traceparent) {
    static final String REQUEST_ID = "X-Request-ID";
    private static final Pattern ID = Pattern.compile("[\\x20-\\x7e]{1,1024}");

    /** @throws ProblemException 400 if the body isn't said to be JSON, which AuthZEN wants rather than a 415 */
    static RequestFacts of(HttpHeaders headers) {
        var type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null || !isJson(type))
            throw new ProblemException(
                    400, "content-type", "Send Content-Type: application/json", HttpHeaders.CONTENT_TYPE);
        return new RequestFacts(
                matching(ID, headers.getHeaderString(REQUEST_ID)),
                CloudEventCodec.trace(headers.getHeaderString("traceparent")));
    }

    static @Nullable String echoed(@Nullable String requestId) {
        return matching(ID, requestId);
    }

    private static boolean isJson(String type) {
        var essence = type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return essence.equals("application/json");
    }

    private static @Nullable String matching(Pattern pattern, @Nullable String value) {
        return value != null && pattern.matcher(value).matches() ? value : null;
    }
}
