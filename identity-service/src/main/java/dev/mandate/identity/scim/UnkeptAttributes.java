package dev.mandate.identity.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import dev.mandate.events.cloudevents.EventJson;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What SCIM has and isn't kept here. In a whole resource the library ignores it; of a patch that names some of it beside other things it
 * would do nothing, and a departure that an identity provider sends together with somebody's roles would be lost. So it is taken out of
 * patches before. What no schema has stays, and is refused: it is probably misspelt, and meant something.
 */
final class UnkeptAttributes {
    /**
     * Of RFC 7643's user: a password is set by the person himself, roles are given by lifecycle-service, and nobody here has a use for the
     * others. A client that sends one is told by {@code /Schemas} that there is none.
     */
    static final Set<String> OF_USERS =
            Set.of("password", "roles", "entitlements", "x509Certificates", "ims", "photos");

    private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:user:";
    private static final Set<String> NAMES = Set.copyOf(
            OF_USERS.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    private static final Set<String> KNOWN_SCHEMAS = Set.of("urn:ietf:params:scim:", "urn:mandate:");
    private static final Set<String> OPERATIONS = Set.of("add", "replace", "remove");

    private UnkeptAttributes() {}

    /**
     * Of a request whose body is a JSON object.
     *
     * @param type as the path has it
     */
    static @Nullable String without(String type, HttpMethod method, @Nullable String body) {
        var bulk = type.equals("Bulk");
        if (body == null || method != (bulk ? HttpMethod.POST : HttpMethod.PATCH)) return body;
        try {
            var read = EventJson.mapper().readTree(body);
            if (bulk) read.path("Operations").forEach(UnkeptAttributes::ofBulk);
            else ofPatch(read, type.equals("Users"));
            return read.toString();
        } catch (JsonProcessingException e) {
            return body; // the library says so
        }
    }

    private static void ofBulk(JsonNode operation) {
        if (operation.path("method").asText().equalsIgnoreCase("PATCH"))
            ofPatch(operation.path("data"), operation.path("path").asText().startsWith("/Users/"));
    }

    private static void ofPatch(JsonNode patch, boolean user) {
        if (!(patch.path("Operations") instanceof ArrayNode operations) || operations.isEmpty()) return;
        for (var i = operations.size() - 1; i >= 0; i--)
            if (operations.get(i) instanceof ObjectNode operation && isNothing(operation, user)) operations.remove(i);
        // A patch without an operation is none; this one changes nothing.
        if (operations.isEmpty()) operations.addObject().put("op", "add").putObject("value");
    }

    /** Whether nothing is left to do, once what isn't kept is taken out of its value. */
    private static boolean isNothing(ObjectNode operation, boolean user) {
        if (!OPERATIONS.contains(operation.path("op").asText().toLowerCase(Locale.ROOT))) return false;
        if (operation.hasNonNull("path")) return isUnkept(operation.path("path").asText(), user);
        if (!(operation.path("value") instanceof ObjectNode value) || value.isEmpty()) return false;
        value.properties().removeIf(attribute -> isUnkept(attribute.getKey(), user));
        return value.isEmpty();
    }

    private static boolean isUnkept(String path, boolean user) {
        var named = path.toLowerCase(Locale.ROOT);
        if (user && named.startsWith(USER)) named = named.substring(USER.length());
        if (named.startsWith("urn:")) return KNOWN_SCHEMAS.stream().noneMatch(named::startsWith);
        return user && NAMES.contains(named.split("[.\\[]", 2)[0].strip());
    }
}
