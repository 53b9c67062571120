package dev.mandate.authz.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer, or that there is none, which is a no. Nothing here throws: whoever only looks at {@link #allowed} is safe.
 *
 * @param allowed go on, and do what the obligations say
 * @param id of the decision's record, {@code dec_…}; empty where nothing was decided
 * @param reason stable code of the first obstacle; empty for an allow and where nothing was decided
 * @param explanation a sentence that says what would change a no; empty for an allow
 * @param obligations what must be done along with it, for a denial too
 * @param failure why nothing was decided, or an allow is none; null for an answer
 * @param context AuthZEN's, with all that is not named here
 */
public record Decision(
        boolean allowed,
        String id,
        String reason,
        String explanation,
        List<Remedy> remedies,
        List<Obligation> obligations,
        @Nullable Failure failure,
        JsonNode context) {
    private static final Set<String> HELD = Set.of("approval_required", "risk_high");

    static Decision none(Failure failure) {
        return new Decision(false, "", "", failure.message(), List.of(), List.of(), failure, MissingNode.getInstance());
    }

    /** @param understood types of obligations that the asker can do; an allow with any other is no allow */
    static Decision of(JsonNode body, Set<String> understood, String requestId) {
        var decision = body.path("decision");
        if (!decision.isBoolean())
            return none(new Failure(Failure.Kind.UNREADABLE, 200, "the answer holds no decision", requestId));
        var context = body.path("context");
        var obligations = obligations(context);
        if (obligations == null)
            return none(new Failure(Failure.Kind.UNREADABLE, 200, "the obligations can't be read", requestId));
        var allowed = decision.booleanValue();
        var strange = obligations.stream()
                .filter(obligation -> !understood.contains(obligation.type()))
                .findFirst()
                .orElse(null);
        var failure = allowed && strange != null
                ? new Failure(
                        Failure.Kind.OBLIGATION, 200, "nobody here can do the obligation " + strange.type(), requestId)
                : null;
        return new Decision(
                allowed && failure == null,
                text(context, "id"),
                text(context, "reason"),
                failure == null ? explanation(context) : failure.message(),
                remedies(context),
                obligations,
                failure,
                context);
    }

    /** It is a denial that somebody's yes, or his signing in anew, may change. */
    public boolean isHeld() {
        return HELD.contains(reason);
    }

    private static String explanation(JsonNode context) {
        var error = context.path("error").path("message").asText("");
        return error.isEmpty() ? text(context, "explanation") : error;
    }

    private static List<Remedy> remedies(JsonNode context) {
        var remedies = new ArrayList<Remedy>();
        for (var remedy : context.path("remedies"))
            remedies.add(new Remedy(text(remedy, "kind"), text(remedy, "about"), text(remedy, "value")));
        return List.copyOf(remedies);
    }

    /** Null if they can't be read, since then it isn't known what must be done. */
    private static @Nullable List<Obligation> obligations(JsonNode context) {
        var all = context.path("obligations");
        if (all.isMissingNode() || all.isNull()) return List.of();
        if (!all.isArray()) return null;
        var obligations = new ArrayList<Obligation>();
        for (var one : all) {
            if (!one.path("type").isTextual()) return null;
            obligations.add(new Obligation(text(one, "id"), text(one, "type"), one.path("properties")));
        }
        return List.copyOf(obligations);
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asText("");
    }

    /** {@code allow}, {@code deny} with its reason, or {@code no answer} and why. */
    @Override
    public String toString() {
        if (failure != null) return "no answer (" + failure.kind() + ": " + failure.message() + ")";
        return allowed ? "allow" : "deny " + reason;
    }
}
