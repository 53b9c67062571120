package dev.mandate.authz.http;

import dev.mandate.events.ids.DelegationId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation as asked: unknown members are ignored, known ones have their types.
 *
 * @param subjectId,action,resourceId empty where a search looks for it
 * @param onBehalfOf whom the question says that the subject acts for; null where it doesn't say
 * @param token the subject's access token, as proof that it may be asked about; never logged
 */
record Evaluation(
        String subjectType,
        String subjectId,
        String action,
        String resourceType,
        String resourceId,
        @Nullable Map<String, Object> arguments,
        Map<String, Object> asserted,
        @Nullable String token,
        @Nullable DelegationId delegation,
        @Nullable String onBehalfOf) {

    /** What a search looks for: it is left out of the question, and ignored if it is there. */
    enum Sought {
        NOTHING,
        SUBJECT,
        RESOURCE,
        ACTION
    }

    static Evaluation of(Member body) {
        return of(body, Sought.NOTHING);
    }

    /** Of a subject or resource that is sought, the type must be there. */
    static Evaluation of(Member body, Sought sought) {
        var subject = body.object("subject");
        var subjectType = subject.name("type");
        var subjectId = sought == Sought.SUBJECT ? "" : subject.name("id");
        subject.optionalObject("properties");
        var name = sought == Sought.ACTION ? "" : action(body.object("action"));
        var resource = body.object("resource");
        var resourceType = resource.name("type");
        var resourceId = sought == Sought.RESOURCE ? "" : resource.name("id");
        resource.optionalObject("properties");
        var context = body.optionalObject("context");
        var arguments = context == null ? null : context.optionalObject("arguments");
        var asserted = context == null ? null : context.optionalObject("asserted");
        var agent = context == null ? null : context.optionalText("agent");
        var mapped = sought == Sought.SUBJECT
                ? new CoazMcp(subjectType, subjectId, null)
                : CoazMcp.of(name, subjectType, subjectId, agent);
        return new Evaluation(
                mapped.subjectType(),
                mapped.subjectId(),
                name,
                resourceType,
                resourceId,
                arguments == null ? null : arguments.asMap(),
                asserted == null ? Map.of() : asserted.asMap(),
                context == null ? null : context.optionalText("token"),
                context == null ? null : delegation(context),
                mapped.onBehalfOf());
    }

    private static String action(Member action) {
        var name = action.name("name");
        action.optionalObject("properties");
        return name;
    }

    private static @Nullable DelegationId delegation(Member context) {
        var id = context.optionalText("delegation_id");
        if (id == null) return null;
        try {
            return new DelegationId(id);
        } catch (IllegalArgumentException e) {
            throw context.wrong("delegation_id", "must be an id del_…");
        }
    }

    @Override
    public String toString() {
        return subjectType + "/" + subjectId + " " + action + " " + resourceType + "/" + resourceId;
    }
}
