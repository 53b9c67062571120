package dev.mandate.gateway.envoy;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import java.util.regex.Pattern;

/**
 * The body of a request, where it can be read in one way only. The server behind the proxy goes by what the headers say of it, so that they may say nothing
 * but JSON in UTF-8: in another charset the same bytes could be another call.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.3">RFC 9110 sections 8.3 and 8.4</a>
 */
final class ShownBody {
    /** Other parameters than this one JSON doesn't have (RFC 8259 section 11); headers that came twice are joined by a comma, and are none. */
    private static final Pattern JSON = Pattern.compile(
            "application/json[ \\t]*(?:;[ \\t]*charset=(?:utf-8|\"utf-8\")[ \\t]*)?", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST = 128 * 1024;

    private ShownBody() {}

    /** @throws Refused if it is shown in part, or may be another one for the server */
    static byte[] read(HttpRequest http) throws Refused {
        if (isPartial(http) || http.getRawBody().size() > LONGEST)
            throw new Refused(413, "Send at most 128 KiB in one message");
        // As text, the proxy has replaced whatever is no UTF-8, and passes on what was there before.
        if (http.getRawBody().isEmpty() && !http.getBody().isEmpty())
            throw new Refused(500, "The proxy must show bodies as bytes: with_request_body: {pack_as_bytes: true}");
        if (!JSON.matcher(http.getHeadersOrDefault("content-type", "")).matches())
            throw new Refused(415, "Send Content-Type: application/json, in UTF-8 and without other parameters");
        if (!"identity".equalsIgnoreCase(http.getHeadersOrDefault("content-encoding", "identity")))
            throw new Refused(415, "Send no Content-Encoding");
        return http.getRawBody().toByteArray();
    }

    static boolean isEmpty(HttpRequest http) {
        return http.getRawBody().isEmpty() && http.getBody().isEmpty() && !isPartial(http);
    }

    private static boolean isPartial(HttpRequest http) {
        return "true".equals(http.getHeadersMap().get("x-envoy-auth-partial-body"));
    }

    /** Answered with this status. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String why) {
            super(why);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
