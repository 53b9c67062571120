package dev.mandate.identity.transmitters;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.messaging.http.OpenQuery;
import dev.mandate.messaging.http.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Where transmitters push their signals. Each is proven by its signature.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8935">RFC 8935</a>
 */
@OpenQuery
@Path("/ssf/events")
public class ReceivedSignalResource {
    private final HeardSignals signals;

    ReceivedSignalResource(HeardSignals signals) {
        this.signals = signals;
    }

    /** @param err a code of RFC 8935 section 2.4 */
    record Refused(@JsonProperty("err") String err, String description) {}

    /**
     * For transmitters that two people trust: a security event token, at most 16 KiB. One that was taken before is taken, and does nothing;
     * neither does one of somebody of whom its transmitter may not speak, so that nobody learns who is here.
     */
    @POST
    @PermitAll
    @Consumes("application/secevent+jwt")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tell of what happened elsewhere, RFC 8935")
    @APIResponse(responseCode = "202", description = "Taken")
    @APIResponse(
            responseCode = "400",
            description = "Why it isn't taken, by the codes of RFC 8935",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Refused.class)))
    @APIResponse(
            responseCode = "503",
            description = "The transmitter's keys can't be had right now: send it again after Retry-After, in seconds")
    public Uni<Response> push(String token) {
        return signals.hear(token)
                .map(result -> result.fold(took -> Response.accepted().build(), ReceivedSignalResource::refused));
    }

    private static Response refused(SignalFault fault) {
        if (fault.kind() == SignalFault.Kind.NO_KEYS)
            throw new ProblemException(503, "no-keys", "Send it again later: " + fault.why())
                    .retryAfter(TransmitterKeys.SELDOM.toSeconds());
        return Response.status(400)
                .type(MediaType.APPLICATION_JSON)
                .header("Content-Language", "en")
                .entity(new Refused(fault.code(), fault.why()))
                .build();
    }
}
