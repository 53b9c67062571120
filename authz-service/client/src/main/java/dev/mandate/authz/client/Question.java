package dev.mandate.authz.client;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * May this subject do this to this resource? Immutable; start with {@link #about}.
 *
 * @param subjectId,action,resourceId empty for what a search looks for
 * @param attributes what the resource is like, AuthZEN's {@code resource.properties}
 * @param context AuthZEN's, such as {@code arguments}, {@code token}, {@code delegation_id} and {@code asserted}
 * @param session whose questions go to one replica; null for that of the delegation, or else the subject's own
 */
public record Question(
        String subjectType,
        String subjectId,
        String action,
        String resourceType,
        String resourceId,
        Map<String, Object> attributes,
        Map<String, Object> context,
        @Nullable String session) {
    public Question {
        attributes = Collections.unmodifiableMap(new HashMap<>(attributes));
        context = Map.copyOf(context);
    }

    public static Question about(String subjectType, String subjectId) {
        return new Question(subjectType, subjectId, "", "", "", Map.of(), Map.of(), null);
    }

    /** For example {@code call} on a {@code tool}, or {@code use} of a {@code model}. */
    public Question doing(String does, String type, String id) {
        return new Question(subjectType, subjectId, does, type, id, Map.of(), context, session);
    }

    /**
     * What the resource is like, after {@link #doing}: for a resource that the asking application keeps itself its attributes as the
     * catalogue declares them, with the resources that it is in as {@code parents}; for any other what the caller claims of it.
     */
    public Question described(Map<String, ?> as) {
        return new Question(
                subjectType, subjectId, action, resourceType, resourceId, new HashMap<>(as), context, session);
    }

    /** The arguments of a tool call, by name; those without a value too. */
    public Question with(Map<String, ?> arguments) {
        return with("arguments", Collections.unmodifiableMap(new HashMap<>(arguments)));
    }

    /** The subject's access token: proof that it may be asked about, and what binds it to a delegation. */
    public Question presenting(String token) {
        return with("token", token);
    }

    /** What the subject acts under, where it presents no token. */
    public Question under(String delegation) {
        return with("delegation_id", delegation);
    }

    /** Any member of the context. */
    public Question with(String member, Object value) {
        var more = new HashMap<>(context);
        more.put(member, value);
        return new Question(subjectType, subjectId, action, resourceType, resourceId, attributes, more, session);
    }

    /** The session that it belongs to, so that what was allowed a moment ago is known where it is asked. */
    public Question in(String ofSession) {
        return new Question(subjectType, subjectId, action, resourceType, resourceId, attributes, context, ofSession);
    }

    /** What decides which replica is asked. */
    String affinity() {
        if (session != null) return session;
        var delegation = context.get("delegation_id");
        return delegation == null ? subjectId : String.valueOf(delegation);
    }

    Map<String, Object> json() {
        var json = new HashMap<String, Object>();
        json.put("subject", entity(subjectType, subjectId));
        if (!action.isEmpty()) json.put("action", Map.of("name", action));
        var resource = new HashMap<String, Object>(entity(resourceType, resourceId));
        if (!attributes.isEmpty()) resource.put("properties", attributes);
        json.put("resource", resource);
        if (!context.isEmpty()) json.put("context", context);
        return json;
    }

    /** About all resources of the type. */
    Map<String, Object> ofAll() {
        var json = json();
        json.put("resource", Map.of("type", resourceType));
        return json;
    }

    private static Map<String, String> entity(String type, String id) {
        return id.isEmpty() ? Map.of("type", type) : Map.of("type", type, "id", id);
    }

    /** Without the context, which may hold a token. */
    @Override
    public String toString() {
        return subjectType + "/" + subjectId + " " + action + " " + resourceType + "/" + resourceId;
    }
}
