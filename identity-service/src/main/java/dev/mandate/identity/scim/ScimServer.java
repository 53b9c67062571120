package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import de.captaingoldfish.scim.sdk.common.constants.ClassPathReferences;
import de.captaingoldfish.scim.sdk.common.constants.ScimType;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.resources.ServiceProvider;
import de.captaingoldfish.scim.sdk.common.resources.complex.BulkConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.ETagConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.FilterConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.PatchConfig;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.AuthenticationScheme;
import de.captaingoldfish.scim.sdk.common.response.ErrorResponse;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import de.captaingoldfish.scim.sdk.common.utils.JsonHelper;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.EndpointDefinition;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import de.captaingoldfish.scim.sdk.server.schemas.custom.ETagFeature;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** The library as it is set up here: what there is, and how much of it one request may ask for. */
@ApplicationScoped
class ScimServer {
    static final int MOST_RESULTS = 200;
    static final int MOST_OPERATIONS = 200;
    static final int MOST_BYTES = 512 * 1024;

    private static final Set<String> TYPES = Set.of(
            ScimType.RFC7644.INVALID_FILTER,
            ScimType.RFC7644.TOO_MANY,
            ScimType.RFC7644.UNIQUENESS,
            ScimType.RFC7644.MUTABILITY,
            ScimType.RFC7644.INVALID_SYNTAX,
            ScimType.RFC7644.INVALID_PATH,
            ScimType.RFC7644.NO_TARGET,
            ScimType.RFC7644.INVALID_VALUE,
            ScimType.RFC7644.INVALID_VERSION,
            ScimType.RFC7644.SENSITIVE);

    private final ResourceEndpoint endpoint;

    ScimServer(ScimReading reading, Users users, Groups groups, ProvisionedAgents agents) {
        endpoint = new ResourceEndpoint(
                provider(),
                new EndpointDefinition(
                        JsonHelper.loadJsonDocument(ClassPathReferences.USER_RESOURCE_TYPE_JSON),
                        userSchema(),
                        List.of(JsonHelper.loadJsonDocument(ClassPathReferences.ENTERPRISE_USER_SCHEMA_JSON)),
                        new UserHandler(reading, users)),
                new EndpointDefinition(
                        JsonHelper.loadJsonDocument(ClassPathReferences.GROUP_RESOURCE_TYPE_JSON),
                        JsonHelper.loadJsonDocument(ClassPathReferences.GROUP_SCHEMA_JSON),
                        List.of(),
                        new GroupHandler(reading, groups)),
                new EndpointDefinition(
                        JsonHelper.loadJsonDocument("/scim/agent-type.json"),
                        JsonHelper.loadJsonDocument("/scim/agent-schema.json"),
                        List.of(JsonHelper.loadJsonDocument("/scim/agent-extension.json")),
                        new AgentHandler(reading, agents)));
        for (var kind : ScimKind.values())
            endpoint.getResourceTypeByName(kind.resourceType)
                    .orElseThrow()
                    .getFeatures()
                    .setETagFeature(ETagFeature.builder().enabled(true).build());
    }

    /** On a thread that may wait. */
    ScimResponse answer(
            String url, HttpMethod method, @Nullable String body, Map<String, String> headers, Provisioner by) {
        var answer = endpoint.handleRequest(url, method, body, headers, new Context(new ScimCaller(by)));
        if (answer instanceof ErrorResponse error && error.getHttpStatus() == 400) typed(error, method, body);
        return answer;
    }

    /** The library leaves the type out of some refusals, has some of its own, calls a path of a patch a filter, and adds a member. */
    private static void typed(ErrorResponse error, HttpMethod method, @Nullable String body) {
        var type = error.getScimType().orElse("");
        var about = error.remove("errors");
        if (about != null)
            MissingAttribute.meant(about.path("fieldErrors"), body)
                    .ifPresent(meant -> error.setDetail(
                            error.getDetail().map(said -> said + "; ").orElse("") + meant));
        if (method == HttpMethod.PATCH && type.equals(ScimType.RFC7644.INVALID_FILTER))
            error.setScimType(ScimType.RFC7644.INVALID_PATH);
        else if (!TYPES.contains(type))
            error.setScimType(about == null ? ScimType.RFC7644.INVALID_SYNTAX : ScimType.RFC7644.INVALID_VALUE);
    }

    private static JsonNode userSchema() {
        var schema = JsonHelper.loadJsonDocument(ClassPathReferences.USER_SCHEMA_JSON);
        var attributes = (ArrayNode) schema.get("attributes");
        for (int i = attributes.size() - 1; i >= 0; i--)
            if (UnkeptAttributes.OF_USERS.contains(
                    attributes.get(i).path("name").asText())) attributes.remove(i);
        return schema;
    }

    private static ServiceProvider provider() {
        return ServiceProvider.builder()
                .filterConfig(FilterConfig.builder()
                        .supported(true)
                        .maxResults(MOST_RESULTS)
                        .build())
                .patchConfig(PatchConfig.builder()
                        .supported(true)
                        // As Entra ID writes patches.
                        .activateMsAzureFilterWorkaround(true)
                        .activateMsAzureValueSubAttributeWorkaround(true)
                        .activateMsAzureComplexSimpleValueWorkaround(true)
                        .build())
                .eTagConfig(ETagConfig.builder().supported(true).build())
                .bulkConfig(BulkConfig.builder()
                        .supported(true)
                        .maxOperations(MOST_OPERATIONS)
                        .maxPayloadSize((long) MOST_BYTES)
                        .build())
                .authenticationSchemes(List.of(AuthenticationScheme.builder()
                        .type("oauthbearertoken")
                        .name("OAuth 2.0 bearer token")
                        .description(
                                "A SCIM token that an administrator made, or an access token with scim:write or scim:read")
                        .specUri("https://www.rfc-editor.org/rfc/rfc6750")
                        .build()))
                .lenientContentTypeChecking(true)
                .forkJoinPool(new ForkJoinPool(1))
                .build();
    }
}
