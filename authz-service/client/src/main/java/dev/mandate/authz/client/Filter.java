package dev.mandate.authz.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which resources of an application's type somebody may do something with: all that are as declared, none, or those of which a condition holds. A doubt
 * is none.
 *
 * @param condition as the service documents it; missing where there is none
 * @param required attributes that each of them has
 * @param until before which it is used; long ago where there is no answer
 * @param context what led to it, with {@code id}, {@code reason} and {@code explanation}; missing where there is no answer
 * @param failure why there is no answer, so that it is none; null for an answer. Where policies can't be told as a condition it is
 *     {@link Failure.Kind#REFUSED} with the status 422, and each resource is asked about
 */
public record Filter(
        Kind kind,
        JsonNode condition,
        List<String> required,
        Instant until,
        JsonNode context,
        @Nullable Failure failure) {
    public enum Kind {
        /** Every one that is as declared. */
        ALWAYS,
        NEVER,
        /** Those that are as declared and of which the condition holds. */
        CONDITION
    }

    public Filter {
        required = List.copyOf(required);
    }

    /** It tells of some; without asking the database it isn't known which. */
    public boolean allowsSome() {
        return kind != Kind.NEVER;
    }

    static Filter none(Failure failure) {
        return new Filter(
                Kind.NEVER, MissingNode.getInstance(), List.of(), Instant.EPOCH, MissingNode.getInstance(), failure);
    }

    static Filter of(JsonNode body, String requestId) {
        var kind =
                switch (body.path("filter").asText("")) {
                    case "always" -> Kind.ALWAYS;
                    case "never" -> Kind.NEVER;
                    case "condition" -> Kind.CONDITION;
                    default -> null;
                };
        var required = body.path("required");
        var condition = body.path("condition");
        if (kind == null || !required.isArray() || (kind == Kind.CONDITION) != condition.isObject())
            return none(new Failure(Failure.Kind.UNREADABLE, 200, "the answer holds no filter", requestId));
        var names = new ArrayList<String>();
        for (var name : required) names.add(name.asText());
        try {
            return new Filter(
                    kind, condition, names, Instant.parse(body.path("until").asText("")), body.path("context"), null);
        } catch (DateTimeException e) {
            return none(new Failure(Failure.Kind.UNREADABLE, 200, "the filter has no end", requestId));
        }
    }
}
