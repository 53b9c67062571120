package dev.mandate.messaging.openapi;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;

/** What any endpoint of its kind may answer; what only one does, it says itself. */
final class CommonRefusals {
    private CommonRefusals() {}

    static void add(String path, Operation operation, boolean openQuery) {
        var hasBody = operation.getRequestBody() != null;
        var hasParameters =
                operation.getParameters() != null && !operation.getParameters().isEmpty();
        if (hasBody || hasParameters || !openQuery)
            add(operation, "400", "A member or a parameter is wrong; the problem names it");
        if (needsScope(operation)) {
            add(operation, "401", "No access token, or one that doesn't count any more");
            add(operation, "403", "The token lacks the scope, or whoever holds it may not do this");
        }
        if (path.contains("{")) add(operation, "404", "There is no such thing, or none that the caller may see");
        if (hasBody) {
            add(operation, "413", "The body is larger than this service takes");
            add(operation, "415", "The body is of another media type");
        }
        add(operation, "500", "A fault of the service; the problem has its number in the log");
        add(operation, "503", "Still starting, or what it needs is away: ask again after Retry-After");
    }

    /** What only a client's own authentication opens answers as OAuth says. */
    private static boolean needsScope(Operation operation) {
        return operation.getSecurity() != null
                && operation.getSecurity().stream()
                        .flatMap(requirement -> requirement.getSchemes().values().stream())
                        .anyMatch(scopes -> !scopes.isEmpty());
    }

    /** The scanner's own words for a status say less than ours; an endpoint's say more. */
    private static void add(Operation operation, String code, String description) {
        var responses = operation.getResponses();
        var there = responses.getAPIResponse(code);
        if (there == null)
            responses.addAPIResponse(code, OASFactory.createAPIResponse().description(description));
        else if (isTheScanners(there.getDescription())) there.setDescription(description);
    }

    private static boolean isTheScanners(String description) {
        return description == null
                || description.equals("Bad Request")
                || description.equals("Not Authorized")
                || description.equals("Not Allowed");
    }
}
