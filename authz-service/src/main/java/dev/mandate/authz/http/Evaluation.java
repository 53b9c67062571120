package dev.mandate.authz.http;

import dev.mandate.authz.engine.decisions.questions.Demand;
import dev.mandate.events.ids.DelegationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation as asked: unknown members are ignored but for slips of the pen, known ones have their types.
 *
 * @param asserted what the request says of circumstances, and of subject and resource by their properties
 * @param subjectId,action,resourceId empty where a search looks for it
 * @param onBehalfOf whom the question says that the subject acts for; null where it doesn't say
 * @param token the subject's access token, as proof that it may be asked about; never logged
 * @param demands what this replica must know before it decides
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
        @Nullable String onBehalfOf,
        List<Demand> demands) {

    private static final String PROPERTIES = "properties";

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
        var subject = body.object("subject").spelt(PROPERTIES);
        var subjectType = subject.name("type");
        var subjectId = sought == Sought.SUBJECT ? "" : subject.name("id");
        var ofSubject = subject.optionalObject(PROPERTIES);
        var name = sought == Sought.ACTION ? "" : action(body.object("action"));
        var resource = body.object("resource").spelt(PROPERTIES);
        var resourceType = resource.name("type");
        var resourceId = sought == Sought.RESOURCE ? "" : resource.name("id");
        var ofResource = resource.optionalObject(PROPERTIES);
        var context = body.spelt(sought == Sought.NOTHING ? Batch.INHERITED : List.of("context"))
                .optionalObject("context");
        var arguments = context == null ? null : context.optionalObject("arguments");
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
                asserted(context, ofSubject, ofResource),
                context == null ? null : context.optionalText("token"),
                context == null ? null : delegation(context),
                mapped.onBehalfOf(),
                Demands.of(context));
    }

    /** Nothing that a request says of itself is known; policies see it apart from what is. */
    private static Map<String, Object> asserted(
            @Nullable Member context, @Nullable Member ofSubject, @Nullable Member ofResource) {
        var claims = context == null ? null : context.optionalObject("asserted");
        if (ofSubject == null && ofResource == null) return claims == null ? Map.of() : claims.asMap();
        var all = new HashMap<String, Object>(claims == null ? Map.of() : claims.asMap());
        if (ofSubject != null) all.put("subject", ofSubject.asMap());
        if (ofResource != null) all.put("resource", ofResource.asMap());
        return all;
    }

    private static String action(Member action) {
        var name = action.name("name");
        action.spelt(PROPERTIES).optionalObject(PROPERTIES);
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
