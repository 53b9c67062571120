package dev.mandate.identity.signals;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.identity.http.Field;
import dev.mandate.messaging.http.OpenQuery;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Whether a stream is delivered, SSF 1.0 section 8.1.2. For its receiver. */
@OpenQuery
@Path(SsfMetadataResource.STATUS)
@RolesAllowed(StreamResource.SCOPE)
public class StreamStatusResource {
    private final Streams streams;
    private final SecurityIdentity security;

    StreamStatusResource(Streams streams, SecurityIdentity security) {
        this.streams = streams;
        this.security = security;
    }

    /** @param reason why it is so; absent where nobody said */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(
            @JsonProperty("stream_id") String stream,
            StreamStatus status,
            @Nullable String reason) {
        static Status of(StreamRow row) {
            return new Status(row.id, row.status, row.statusReason);
        }
    }

    /** @param reason one line of at most 500 characters; may be left out */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record NewStatus(
            @JsonProperty("stream_id") @Nullable String stream,
            @Nullable StreamStatus status,
            @Nullable String reason) {}

    /**
     * Whether it is delivered now.
     *
     * @param id which stream
     */
    @GET
    @WithSession
    @APIResponseSchema(Status.class)
    @APIResponse(responseCode = "404", description = "The client has no stream of this id")
    public Uni<Status> get(@QueryParam("stream_id") @Nullable String id) {
        return streams.find(StreamResource.receiver(security), StreamResource.id(Field.at("stream_id"), id))
                .map(result -> result.fold(Status::of, StreamResource::refuse));
    }

    /** Enables it, pauses it, so that all is kept until it is enabled again, or disables it, so that nothing is. */
    @POST
    @WithTransaction
    @APIResponseSchema(Status.class)
    @APIResponse(responseCode = "404", description = "The client has no stream of this id")
    public Uni<Status> change(@Nullable NewStatus body) {
        var wanted = Field.body(body);
        var id = StreamResource.id(Field.at("/stream_id"), wanted.stream());
        var status = Field.at("/status").required(wanted.status());
        var reason = Field.at("/reason").optionalReason(wanted.reason());
        return streams.status(StreamResource.receiver(security), id, status, reason)
                .map(result -> result.fold(Status::of, StreamResource::refuse));
    }
}
