package dev.mandate.identity.signals;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.mandate.identity.http.Field;
import dev.mandate.messaging.http.OpenQuery;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * A receiver fetches its signals.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8936#section-2">RFC 8936 section 2</a>
 */
@OpenQuery
@Path("/ssf/poll/{id}")
@RolesAllowed(StreamResource.SCOPE)
public class PollResource {
    private static final int MOST_SAID = 1_000;

    private final Polling polling;
    private final SecurityIdentity security;

    PollResource(Polling polling, SecurityIdentity security) {
        this.polling = polling;
        this.security = security;
    }

    /**
     * @param maxEvents at most so many, 0 to 100 and by default 100; with 0 nothing is fetched
     * @param returnImmediately true to be answered at once even if there is nothing; else the answer waits for 20 seconds
     * @param ack ids of those that it has, for good; at most 1000
     * @param setErrs by id those that it can't make anything of; they aren't told again
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PollBody(
            @Nullable Integer maxEvents,
            @Nullable Boolean returnImmediately,
            @Nullable List<String> ack,
            @Nullable Map<String, SetError> setErrs) {}

    /** @param err by the registry of RFC 8935 section 2.4 */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SetError(@Nullable String err, @Nullable String description) {}

    /** @param sets security event tokens by {@code jti}, oldest first */
    record Answer(Map<String, String> sets, boolean moreAvailable) {}

    /** Takes what the receiver has of them, and answers what waits. What it doesn't say that it has comes again. */
    @POST
    @APIResponseSchema(Answer.class)
    @APIResponse(responseCode = "409", description = "The stream is pushed")
    public Uni<Answer> poll(@PathParam("id") String id, @Nullable PollBody body) {
        var asked = Field.body(body);
        var most = asked.maxEvents() == null ? Polling.MOST : asked.maxEvents();
        if (most < 0) throw Field.at("/maxEvents").problem("Give /maxEvents no value below 0");
        var ack = Objects.requireNonNullElse(asked.ack(), List.<String>of());
        var refused = Objects.requireNonNullElse(asked.setErrs(), Map.<String, SetError>of());
        if (!ack.isEmpty()) Field.at("/ack").filled(ack, MOST_SAID);
        if (refused.size() > MOST_SAID) throw Field.at("/setErrs").problem("Name at most " + MOST_SAID);
        var poll = new Polling.Poll(
                Math.min(most, Polling.MOST),
                Boolean.TRUE.equals(asked.returnImmediately()),
                ack,
                List.copyOf(refused.keySet()));
        return polling.poll(StreamResource.receiver(security), id, poll)
                .map(result -> result.fold(it -> new Answer(it.sets(), it.more()), StreamResource::refuse));
    }
}
