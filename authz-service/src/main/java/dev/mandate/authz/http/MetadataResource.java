package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.messaging.http.OpenQuery;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where the endpoints are. */
@OpenQuery
@Path("/.well-known/authzen-configuration")
@Produces(MediaType.APPLICATION_JSON)
class MetadataResource {

    /**
     * @param filter ours: AuthZEN knows no such endpoint
     * @param toolMapping what MCP servers may declare for their tools: {@link CoazMcp#declaredMapping}
     */
    record Metadata(
            @JsonProperty("policy_decision_point") String policyDecisionPoint,
            @JsonProperty("access_evaluation_endpoint") String evaluation,
            @JsonProperty("access_evaluations_endpoint") String evaluations,
            @JsonProperty("search_subject_endpoint") String searchSubject,
            @JsonProperty("search_resource_endpoint") String searchResource,
            @JsonProperty("search_action_endpoint") String searchAction,
            @JsonProperty("access_request_endpoint") String accessRequest,
            @JsonProperty("urn:mandate:filter_endpoint") String filter,
            List<String> capabilities,
            @JsonProperty("supported_obligations") List<String> obligations,
            @JsonProperty("x-authzen-mapping") JsonNode toolMapping) {}

    private final ApprovalConfig approvals;

    MetadataResource(ApprovalConfig approvals) {
        this.approvals = approvals;
    }

    /** Public. */
    @GET
    @PermitAll
    @Operation(summary = "AuthZEN metadata")
    public Metadata metadata(@Context UriInfo uri) {
        var base = uri.getBaseUri().toString().replaceAll("/$", "");
        return new Metadata(
                base,
                base + "/access/v1/evaluation",
                base + "/access/v1/evaluations",
                base + "/access/v1/search/subject",
                base + "/access/v1/search/resource",
                base + "/access/v1/search/action",
                approvals.address().toString().replaceAll("/$", "") + "/access/v1/requests",
                base + "/access/v1/filter",
                List.of(AccessRequest.CAPABILITY),
                AuthzenObligations.SUPPORTED,
                CoazMcp.declaredMapping());
    }
}
