package dev.mandate.messaging.openapi;

import dev.mandate.messaging.http.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Runs while a service is built. The schemas of bodies are those of the records, with what may be null and how ids are written; every
 * refusal that comes from what all endpoints have in common is named, with a {@link Problem} for its body; one scope of several is
 * enough.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class DocumentFilter implements OASFilter {
    private static final String JSON = "application/json";

    private final Endpoints endpoints;
    private final Schemas schemas = new Schemas();

    public DocumentFilter(IndexView index) {
        // A build reads the application's classes through this one; ours comes from a jar beside them.
        this.endpoints = new Endpoints(index, Thread.currentThread().getContextClassLoader());
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.setServers(List.of(OASFactory.createServer().url("/").description("Where this document is")));
        if (document.getPaths() == null) return;
        document.getPaths().getPathItems().forEach(this::describe);
        var components = document.getComponents() == null ? OASFactory.createComponents() : document.getComponents();
        components.setSchemas(new TreeMap<>(schemas.settled()));
        document.setComponents(components);
    }

    private void describe(String path, PathItem item) {
        item.getOperations().forEach((method, operation) -> {
            var endpoint = endpoints.find(operation.getOperationId());
            if (endpoint == null) return;
            success(operation, endpoint);
            if (endpoint.isIdempotent()) IdempotencyKey.add(operation);
            CommonRefusals.add(path, operation, endpoint.hasOpenQuery());
            eitherScope(operation);
            body(operation, endpoint);
            operation.getResponses().getAPIResponses().forEach((code, response) -> answer(code, response, endpoint));
        });
    }

    /** The scanner leaves it out where an endpoint names any answer of its own. */
    private static void success(Operation operation, Endpoint endpoint) {
        var responses = operation.getResponses();
        if (responses.getAPIResponses().keySet().stream().anyMatch(code -> code.startsWith("2"))) return;
        responses.addAPIResponse(
                endpoint.successCode(), OASFactory.createAPIResponse().description("Done"));
    }

    private static void eitherScope(Operation operation) {
        if (operation.getSecurity() == null) return;
        operation.setSecurity(operation.getSecurity().stream()
                .flatMap(requirement -> requirement.getSchemes().entrySet().stream())
                .flatMap(scheme -> scheme.getValue().isEmpty()
                        ? Stream.of(requirement(scheme.getKey(), List.of()))
                        : scheme.getValue().stream().map(scope -> requirement(scheme.getKey(), List.of(scope))))
                .toList());
    }

    private static SecurityRequirement requirement(String scheme, List<String> scopes) {
        return OASFactory.createSecurityRequirement().addScheme(scheme, scopes);
    }

    private void body(Operation operation, Endpoint endpoint) {
        if (operation.getRequestBody() == null) return;
        var type = endpoint.bodyType();
        if (type == null) return;
        operation.getRequestBody().getContent().getMediaTypes().forEach((name, media) -> {
            if (name.equals(JSON)) schemas.closed(type, media);
            else schemas.open(type, media); // a form's further parameters are ignored, as OAuth has it
        });
    }

    private void answer(String code, APIResponse response, Endpoint endpoint) {
        var type = endpoint.answerType(code);
        if (type == null && code.compareTo("400") >= 0 && isEmpty(response.getContent())) type = Problem.class;
        if (type != null) response.setContent(content(usual(code, type, endpoint), type, response.getContent()));
        else if (isEmpty(response.getContent())) response.setContent(null);
    }

    private static String usual(String code, Type type, Endpoint endpoint) {
        return code.compareTo("400") >= 0 && type != endpoint.refusalBody() ? Problem.MEDIA_TYPE : JSON;
    }

    /** The media types that the endpoint names itself, or what is usual. */
    private Content content(String usual, Type type, @Nullable Content named) {
        var content = OASFactory.createContent();
        for (var name : namedIn(named).isEmpty() ? Set.of(usual) : namedIn(named))
            content.addMediaType(name, schemas.open(type, OASFactory.createMediaType()));
        return content;
    }

    private static Set<String> namedIn(@Nullable Content content) {
        return content == null || content.getMediaTypes() == null
                ? Set.of()
                : content.getMediaTypes().keySet();
    }

    private static boolean isEmpty(@Nullable Content content) {
        return namedIn(content).isEmpty();
    }
}
