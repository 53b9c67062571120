package dev.mandate.authz.http;

import dev.mandate.events.ids.DelegationId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation as asked: unknown members are ignored, known ones have their types.
 *
 * @param resourceId empty where a search looks for it
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
        @Nullable DelegationId delegation) {

    static Evaluation of(Member body) {
        return read(body, true);
    }

    /** A search names the type of the resource; an id is ignored. */
    static Evaluation search(Member body) {
        return read(body, false);
    }

    private static Evaluation read(Member body, boolean withId) {
        var subject = body.object("subject");
        var subjectType = subject.text("type");
        var subjectId = subject.text("id");
        subject.optionalObject("properties");
        var action = body.object("action");
        var name = action.text("name");
        action.optionalObject("properties");
        var resource = body.object("resource");
        var resourceType = resource.text("type");
        var resourceId = withId ? resource.text("id") : "";
        resource.optionalObject("properties");
        var context = body.optionalObject("context");
        var arguments = context == null ? null : context.optionalObject("arguments");
        var asserted = context == null ? null : context.optionalObject("asserted");
        return new Evaluation(
                subjectType,
                subjectId,
                name,
                resourceType,
                resourceId,
                arguments == null ? null : arguments.asMap(),
                asserted == null ? Map.of() : asserted.asMap(),
                context == null ? null : context.optionalText("token"),
                context == null ? null : delegation(context));
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
