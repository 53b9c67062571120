package dev.mandate.identity.scim;

import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.scim.ScimAdmission.Question;
import dev.mandate.messaging.http.OpenQuery;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * SCIM 2.0: an identity provider keeps people, groups and agents here. Only for clients of their own right, each for what it keeps itself.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644">RFC 7644</a>
 */
@OpenQuery
@Path("/scim/v2")
@Blocking
@Produces(ScimResource.SCIM)
@APIResponse(
        responseCode = "200",
        description = "Read, found or changed",
        content = @Content(mediaType = ScimResource.SCIM, schema = @Schema(type = SchemaType.OBJECT)))
@APIResponse(
        responseCode = "400",
        description = "What is wrong, with its scimType",
        content = @Content(mediaType = ScimResource.SCIM, schema = @Schema(type = SchemaType.OBJECT)))
@APIResponse(
        responseCode = "404",
        description = "This client keeps no such thing here",
        content = @Content(mediaType = ScimResource.SCIM, schema = @Schema(type = SchemaType.OBJECT)))
@APIResponse(
        responseCode = "429",
        description = "This client asks for too much at the same time; again after Retry-After",
        content = @Content(mediaType = ScimResource.SCIM, schema = @Schema(type = SchemaType.OBJECT)))
@APIResponse(
        responseCode = "500",
        description = "A fault of the service",
        content = @Content(mediaType = ScimResource.SCIM, schema = @Schema(type = SchemaType.OBJECT)))
@APIResponse(
        responseCode = "501",
        description = "Not supported",
        content = @Content(mediaType = ScimResource.SCIM, schema = @Schema(type = SchemaType.OBJECT)))
public class ScimResource {
    static final String SCIM = "application/scim+json";

    private static final String READ = "scim:read";
    private static final String WRITE = "scim:write";
    private static final String JSON = "application/json";

    private final ScimAdmission scim;
    private final SecurityIdentity security;

    ScimResource(ScimAdmission scim, SecurityIdentity security) {
        this.scim = scim;
        this.security = security;
    }

    /**
     * Those that this client keeps, by {@code filter}, {@code startIndex} (from 1), {@code count} (at most 200), {@code attributes} and
     * {@code excludedAttributes}; or what there is: {@code Schemas}, {@code ResourceTypes}, {@code ServiceProviderConfig}.
     */
    @GET
    @Path("/{type}")
    @RolesAllowed({READ, WRITE})
    public Response list(@PathParam("type") String type, @Context UriInfo uri, @Context HttpHeaders headers) {
        return answer(type, HttpMethod.GET, null, uri, headers);
    }

    /** The same, with what is asked for in the body (RFC 7644 section 3.4.3), so that no name stands in an address. */
    @POST
    @Path("/{type}/.search")
    @Consumes({SCIM, JSON})
    @RolesAllowed({READ, WRITE})
    public Response search(
            @PathParam("type") String type,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @RequestBody(content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
                    String body) {
        return answer(type, HttpMethod.POST, body, uri, headers);
    }

    /** One of those that this client keeps, or one schema or resource type. */
    @GET
    @Path("/{type}/{id}")
    @RolesAllowed({READ, WRITE})
    @APIResponse(responseCode = "304", description = "It is as If-None-Match has it")
    public Response get(
            @PathParam("type") String type,
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return answer(type, HttpMethod.GET, null, uri, headers);
    }

    /**
     * Takes in a person, makes a group or registers an agent; or does up to 200 such things, one after the other, as {@code Bulk}. A person's id
     * is his identity, which he keeps; he may act once lifecycle-service has taken him in, within seconds.
     */
    @POST
    @Path("/{type}")
    @Consumes({SCIM, JSON})
    @RolesAllowed(WRITE)
    @APIResponse(
            responseCode = "201",
            description = "It is kept, under the id in the answer",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "409",
            description = "The name is somebody's, the client keeps as many as it may, or too many errors in a row",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "412",
            description = "Not what the version names",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "413",
            description = "More than one request may hold",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    public Response create(
            @PathParam("type") String type,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @RequestBody(content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
                    String body) {
        return answer(type, HttpMethod.POST, body, uri, headers);
    }

    /** Replaces what this client has written. A person who isn't {@code active} any more leaves, and one who is again comes back. */
    @PUT
    @Path("/{type}/{id}")
    @Consumes({SCIM, JSON})
    @RolesAllowed(WRITE)
    @APIResponse(
            responseCode = "409",
            description = "The name is somebody's, or a person has decided it otherwise",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "412",
            description = "Not what If-Match names",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "413",
            description = "More than one request may hold",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    public Response replace(
            @PathParam("type") String type,
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @RequestBody(content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
                    String body) {
        return answer(type, HttpMethod.PUT, body, uri, headers);
    }

    /** Changes some of it. 412 also where another request changed it between reading and writing. */
    @PATCH
    @Path("/{type}/{id}")
    @Consumes({SCIM, JSON})
    @RolesAllowed(WRITE)
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "304", description = "As it was")
    @APIResponse(
            responseCode = "409",
            description = "The name is somebody's, or a person has decided it otherwise",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "412",
            description = "Not what If-Match names, or not any more",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "413",
            description = "More than one request may hold",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    public Response patch(
            @PathParam("type") String type,
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @RequestBody(content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
                    String body) {
        return answer(type, HttpMethod.PATCH, body, uri, headers);
    }

    /** A person leaves, a group is dissolved, an agent is stopped; it is gone here, and its id is never used again. */
    @DELETE
    @Path("/{type}/{id}")
    @RolesAllowed(WRITE)
    @APIResponse(responseCode = "204", description = "Gone")
    @APIResponse(
            responseCode = "409",
            description = "It can't be done now",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "412",
            description = "Not what If-Match names",
            content = @Content(mediaType = SCIM, schema = @Schema(type = SchemaType.OBJECT)))
    public Response delete(
            @PathParam("type") String type,
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return answer(type, HttpMethod.DELETE, null, uri, headers);
    }

    private Response answer(String type, HttpMethod method, @Nullable String body, UriInfo uri, HttpHeaders headers) {
        var query = uri.getQueryParameters();
        var asked = new Question(
                type, method, body, uri.getRequestUri().toString(), query.getFirst("filter"), conditions(headers));
        var answer = scim.answer(asked, Provisioner.of(Requester.of(Caller.of(security))));
        var silent = method == HttpMethod.PATCH
                && answer.getHttpStatus() == 200
                && !query.containsKey("attributes")
                && !query.containsKey("excludedAttributes");
        return silent ? changed(answer) : answer(answer);
    }

    /** RFC 7644 section 3.5.2: without a body, where no attributes are asked for. */
    private static Response changed(ScimResponse scim) {
        return Response.noContent()
                .type(SCIM) // without it scim-sdk's client takes this for no answer of SCIM
                .header(HttpHeaders.ETAG, version(scim))
                .build();
    }

    /** Those of the headers that a resource is asked for by; whatever else is sent is not for the library. */
    private static Map<String, String> conditions(HttpHeaders headers) {
        var conditions = new HashMap<>(Map.of(HttpHeaders.CONTENT_TYPE, SCIM));
        for (var name : List.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH)) {
            var value = headers.getHeaderString(name);
            if (value != null) conditions.put(name, value);
        }
        return conditions;
    }

    /** The library leaves it out of the header after a change. */
    private static @Nullable String version(ScimResponse scim) {
        return scim.path("meta").path("version").textValue();
    }

    private static Response answer(ScimResponse scim) {
        var answer = Response.status(scim.getHttpStatus());
        scim.getHttpHeaders().forEach(answer::header);
        if (!scim.getHttpHeaders().containsKey(HttpHeaders.ETAG)) answer.header(HttpHeaders.ETAG, version(scim));
        answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
        var empty = scim.isEmpty() || scim.getHttpStatus() == 204 || scim.getHttpStatus() == 304;
        return empty ? answer.build() : answer.entity(scim.toString()).build();
    }
}
