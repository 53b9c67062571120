package dev.mandate.identity.signals;

import dev.mandate.identity.browser.BrowserConfig;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.messaging.http.OpenQuery;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/**
 * The stream by which a client hears of what ended: one for each, and its own alone. For clients of their own right.
 *
 * @see <a href="https://openid.net/specs/openid-sharedsignals-framework-1_0-final.html">OpenID Shared Signals Framework 1.0 section 8.1</a>
 */
@OpenQuery
@Path(SsfMetadataResource.STREAM)
@RolesAllowed(StreamResource.SCOPE)
public class StreamResource {
    static final String SCOPE = "signals:read";
    private static final int MOST_EVENTS = 50;
    private static final int LONGEST_URI = 200;
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_AUTHORIZATION = 2_000;

    private final Streams streams;
    private final SignalConfig config;
    private final String issuer;
    private final SecurityIdentity security;

    StreamResource(Streams streams, SignalConfig config, BrowserConfig browser, SecurityIdentity security) {
        this.streams = streams;
        this.config = config;
        this.issuer = browser.issuer();
        this.security = security;
    }

    /** Makes the stream of the asking client, which hears of what happens from then on. */
    @POST
    @WithTransaction
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = StreamView.class)))
    @APIResponse(responseCode = "409", description = "The client has one")
    public Uni<Response> create(@Nullable StreamBody body) {
        var wanted = wanted(Field.body(body));
        return streams.create(receiver(security), wanted)
                .onFailure(ConstraintViolationException.class)
                .transform(failure -> problem(StreamRefusal.EXISTS))
                .map(result -> result.fold(
                        row -> Response.status(201).entity(view(row)).build(), StreamResource::refuse));
    }

    /**
     * The client's stream.
     *
     * @param id which; without it the answer is a list of those that the client has, one or none
     */
    @GET
    @WithSession
    @APIResponse(
            responseCode = "200",
            description = "The stream, or the list",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Object.class)))
    @APIResponse(responseCode = "404", description = "The client has no stream of this id")
    public Uni<Response> get(@QueryParam("stream_id") @Nullable String id) {
        return streams.find(receiver(security), id)
                .map(result -> id == null
                        ? Response.ok(result.fold(row -> List.of(view(row)), refused -> List.of()))
                                .build()
                        : result.fold(row -> Response.ok(view(row)).build(), StreamResource::refuse));
    }

    /** Changes what is named of it. What had failed to be pushed is pushed at once. */
    @PATCH
    @WithTransaction
    @APIResponseSchema(StreamView.class)
    @APIResponse(responseCode = "404", description = "The client has no stream of this id")
    public Uni<StreamView> update(@Nullable StreamBody body) {
        return change(body, false);
    }

    /** Replaces all that a receiver says of it: what isn't named is as if it never had been. */
    @PUT
    @WithTransaction
    @APIResponseSchema(StreamView.class)
    @APIResponse(responseCode = "404", description = "The client has no stream of this id")
    public Uni<StreamView> replace(@Nullable StreamBody body) {
        return change(body, true);
    }

    /**
     * The stream is gone, with what waited.
     *
     * @param id which
     */
    @DELETE
    @WithTransaction
    @APIResponse(responseCode = "204", description = "Gone")
    @APIResponse(responseCode = "404", description = "The client has no stream of this id")
    public Uni<Response> delete(@QueryParam("stream_id") @Nullable String id) {
        return streams.delete(receiver(security), id(Field.at("stream_id"), id))
                .map(result -> result.fold(row -> Response.noContent().build(), StreamResource::refuse));
    }

    private Uni<StreamView> change(@Nullable StreamBody body, boolean whole) {
        var given = Field.body(body);
        var id = id(Field.at("/stream_id"), given.stream());
        return streams.change(receiver(security), id, wanted(given), whole)
                .map(result -> result.fold(this::view, StreamResource::refuse));
    }

    private StreamWanted wanted(StreamBody body) {
        if (body.iss() != null && !body.iss().equals(issuer))
            throw Field.at("/iss").problem("Leave out /iss, or name " + issuer);
        var events = body.eventsRequested() == null ? null : events(body.eventsRequested());
        var description =
                body.description() == null ? null : Field.at("/description").line(body.description(), LONGEST_TEXT);
        var algorithm = body.algorithm() == null
                ? null
                : Field.at("/signing_alg").parsed(body.algorithm(), SigningAlgorithm::wanted);
        return new StreamWanted(
                events, body.delivery() == null ? null : delivery(body.delivery()), description, algorithm);
    }

    private static List<String> events(List<String> named) {
        Field.at("/events_requested").filled(named, MOST_EVENTS);
        for (var i = 0; i < named.size(); i++) {
            var field = Field.at("/events_requested/" + i);
            if (field.line(named.get(i), LONGEST_URI).indexOf(' ') >= 0)
                throw field.problem("Name a URI in /events_requested/" + i);
        }
        return named;
    }

    private StreamWanted.Delivery delivery(StreamBody.Delivery delivery) {
        var method = Field.at("/delivery/method").text(delivery.method(), LONGEST_URI);
        if (method.equals(StreamRow.Method.POLL.urn)) return StreamWanted.Delivery.POLL;
        if (!method.equals(StreamRow.Method.PUSH.urn))
            throw Field.at("/delivery/method")
                    .problem("Name " + StreamRow.Method.PUSH.urn + " or " + StreamRow.Method.POLL.urn);
        var endpoint = Field.at("/delivery/endpoint_url").text(delivery.endpoint(), LONGEST_TEXT);
        URI url = Field.at("/delivery/endpoint_url")
                .parsed(
                        endpoint,
                        it -> PushUrl.check(
                                it, config.onLoopback(), config.privateHosts().orElse(Set.of())));
        return new StreamWanted.Delivery(
                url,
                delivery.authorization() == null
                        ? null
                        : Field.at("/delivery/authorization_header")
                                .visible(delivery.authorization(), LONGEST_AUTHORIZATION));
    }

    private StreamView view(StreamRow row) {
        return StreamView.of(row, issuer);
    }

    static String id(Field field, @Nullable String id) {
        return field.text(id, 100);
    }

    static Receiver receiver(SecurityIdentity security) {
        return Receiver.of(Requester.of(Caller.of(security)))
                .orElseThrow(() -> new ProblemException(
                        403, "not-a-receiver", "Ask with a token that a client has got for itself alone"));
    }

    static <T> T refuse(StreamRefusal refusal) {
        throw problem(refusal);
    }

    static ProblemException problem(StreamRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN -> new ProblemException(404, "unknown-stream", "Name the stream of the asking client");
            case EXISTS ->
                new ProblemException(409, "stream-exists", "Change the stream that the client has, or delete it");
            case TOO_MANY_SUBJECTS ->
                new ProblemException(
                        409, "too-many-subjects", "Name at most " + Streams.MOST_SUBJECTS + " subjects of a stream");
            case TOO_SOON ->
                new ProblemException(429, "too-soon", "Wait with the next verification")
                        .retryAfter(Streams.BETWEEN_VERIFICATIONS.toSeconds());
            case PUSHED -> new ProblemException(409, "pushed", "Change the stream's delivery to polling");
        };
    }
}
