package dev.mandate.identity.signals;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.http.Field;
import dev.mandate.messaging.http.OpenQuery;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Whom a stream tells of, and whether it tells at all; SSF 1.0 sections 8.1.3 and 8.1.4. For its receiver. */
@OpenQuery
@Path("/ssf")
@RolesAllowed(StreamResource.SCOPE)
public class StreamSubjectResource {
    private static final int LONGEST_STATE = 500;

    private final Streams streams;
    private final SignalWords words;
    private final SecurityIdentity security;

    StreamSubjectResource(Streams streams, BrowserConfig browser, SecurityIdentity security) {
        this.streams = streams;
        this.words = new SignalWords(browser.issuer());
        this.security = security;
    }

    /** @param subject a person or an agent, by {@code iss_sub} of this issuer or by {@code opaque} */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OfSubject(
            @JsonProperty("stream_id") @Nullable String stream,
            @Nullable Map<String, Object> subject) {}

    /** @param state comes back in the signal; at most 500 characters */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Verification(
            @JsonProperty("stream_id") @Nullable String stream,
            @Nullable String state) {}

    /** The stream tells of this one from now on. That there is such a one isn't said. */
    @POST
    @Path("/subjects/add")
    @WithTransaction
    @ResponseStatus(200)
    @APIResponse(responseCode = "200", description = "It tells of this one")
    @APIResponse(responseCode = "404", description = "The client has no stream of this id")
    @APIResponse(responseCode = "409", description = "It names too many")
    public Uni<Void> add(@Nullable OfSubject body) {
        return say(body, true).replaceWithVoid();
    }

    /** The stream doesn't tell of this one any more. */
    @POST
    @Path("/subjects/remove")
    @WithTransaction
    @APIResponse(responseCode = "204", description = "It doesn't tell of this one")
    @APIResponse(responseCode = "404", description = "The client has no stream of this id")
    @APIResponse(responseCode = "409", description = "It names too many")
    public Uni<Response> remove(@Nullable OfSubject body) {
        return say(body, false).map(ignored -> Response.noContent().build());
    }

    /** Sends a signal about the stream itself, by which its receiver sees that all works. */
    @POST
    @Path("/verification")
    @WithTransaction
    @APIResponse(responseCode = "204", description = "It is on its way")
    @APIResponse(responseCode = "404", description = "The client has no stream of this id")
    @APIResponse(responseCode = "429", description = "It asked just now")
    public Uni<Response> verify(@Nullable Verification body) {
        var asked = Field.body(body);
        var id = StreamResource.id(Field.at("/stream_id"), asked.stream());
        var state = asked.state() == null ? null : Field.at("/state").text(asked.state(), LONGEST_STATE);
        return streams.verify(StreamResource.receiver(security), id, state)
                .map(result -> result.fold(row -> Response.noContent().build(), StreamResource::refuse));
    }

    private Uni<Boolean> say(@Nullable OfSubject body, boolean wanted) {
        var asked = Field.body(body);
        var id = StreamResource.id(Field.at("/stream_id"), asked.stream());
        var subject = words.subject(asked.subject())
                .orElseThrow(() -> Field.at("/subject")
                        .problem("Name a person or agent of this issuer, in one of the formats "
                                + String.join(", ", SignalWords.formats())));
        return streams.subject(StreamResource.receiver(security), id, subject, wanted)
                .map(result -> result.fold(it -> it, StreamResource::refuse));
    }
}
