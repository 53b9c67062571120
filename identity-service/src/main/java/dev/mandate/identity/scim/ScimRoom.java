package dev.mandate.identity.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import de.captaingoldfish.scim.sdk.common.constants.ScimType;
import de.captaingoldfish.scim.sdk.common.exceptions.BadRequestException;
import de.captaingoldfish.scim.sdk.common.exceptions.ResponseException;
import de.captaingoldfish.scim.sdk.common.exceptions.ScimException;
import dev.mandate.events.cloudevents.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** How much one request may ask for, looked at before anything of it is read: filters and paths cost what they are long. */
final class ScimRoom {
    private static final int LONGEST_FILTER = 1_000;
    private static final int DEEPEST_FILTER = 20;
    private static final int MOST_PATCHES = 200;

    private ScimRoom() {}

    /** @param body null where none came */
    static Optional<ScimException> beyond(String type, @Nullable String filter, @Nullable String body) {
        if (filter != null && isTooMuch(filter)) return filterTooLong();
        if (body == null) return Optional.empty();
        if (body.getBytes(StandardCharsets.UTF_8).length > ScimServer.MOST_BYTES)
            return tooLarge("a request has at most " + ScimServer.MOST_BYTES + " bytes");
        try {
            return beyond(type, EventJson.mapper().readTree(body));
        } catch (JsonProcessingException e) {
            return Optional.of(new BadRequestException("the body is not JSON", ScimType.RFC7644.INVALID_SYNTAX));
        }
    }

    private static Optional<ScimException> beyond(String type, @Nullable JsonNode body) {
        if (body == null || !body.isObject())
            return Optional.of(new BadRequestException("the body is no JSON object", ScimType.RFC7644.INVALID_SYNTAX));
        if (isTooMuch(body.path("filter").asText())) return filterTooLong();
        var operations = body.path("Operations");
        var most = type.equals("Bulk") ? ScimServer.MOST_OPERATIONS : MOST_PATCHES;
        if (operations.size() > most) return tooLarge("a request has at most " + most + " operations");
        return operations(operations).anyMatch(ScimRoom::hasLongPath) ? filterTooLong() : Optional.empty();
    }

    /** Of a patch, and of each patch in a bulk. */
    private static boolean hasLongPath(JsonNode operation) {
        return isTooMuch(operation.path("path").asText())
                || operations(operation.path("data").path("Operations")).anyMatch(ScimRoom::hasLongPath);
    }

    private static Stream<JsonNode> operations(JsonNode operations) {
        return StreamSupport.stream(operations.spliterator(), false);
    }

    private static boolean isTooMuch(String filter) {
        return filter.length() > LONGEST_FILTER
                || filter.chars().filter(each -> each == '(' || each == '[').count() > DEEPEST_FILTER;
    }

    private static Optional<ScimException> filterTooLong() {
        return Optional.of(new BadRequestException(
                "a filter or path has at most " + LONGEST_FILTER + " characters and " + DEEPEST_FILTER + " brackets",
                ScimType.RFC7644.INVALID_FILTER));
    }

    private static Optional<ScimException> tooLarge(String detail) {
        return Optional.of(new ResponseException(detail, 413, ScimType.RFC7644.TOO_MANY));
    }
}
