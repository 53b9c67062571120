package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.authz.engine.decisions.answers.GivenFilter;
import dev.mandate.authz.engine.decisions.answers.Proposal;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.events.authz.GuardOutcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which resources of an application's type the subject may do this with.
 *
 * @param filter {@code always}, of every one that is as declared; {@code never}; or {@code condition}
 * @param condition that holds of those; absent where there is none. {@code and} and {@code or} have lists, {@code not} has one; anything else is a test:
 *     of an {@code attribute}, of {@code "resource": "id"}, or of the ids of a {@code parent} of a type, by {@code is}: {@code has}; {@code eq},
 *     {@code lt}, {@code le}, {@code gt}, {@code ge} with a {@code value} or the {@code other} attribute; {@code in} with {@code values};
 *     {@code like}, whose values stand in this order with anything between; {@code contains-any}, {@code contains-all} and {@code within} of lists. A
 *     test of what a resource hasn't got doesn't hold, and its {@code not} does.
 * @param required attributes that each has as declared: a resource that lacks one isn't in any filter
 * @param until before which it is used
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FilterAnswer(
        Kind filter, @Nullable Map<String, Object> condition, List<String> required, String until, Context context) {
    /** In lower case. */
    enum Kind {
        @JsonProperty("always")
        ALWAYS,
        @JsonProperty("never")
        NEVER,
        @JsonProperty("condition")
        CONDITION
    }

    /**
     * What led to it.
     *
     * @param id of the decision record, {@code dec_…}
     * @param reason stable code of why there are none; absent elsewhere
     * @param explanation a sentence that says what would change that
     * @param remedies what would change that
     * @param policies ids of the Cedar policies that it comes from
     * @param leftOut ids of policies that permit more, once a person has approved it, somebody has signed in more strongly or something is done for it;
     *     absent where none does. An evaluation says what.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Context(
            String id,
            @Nullable String reason,
            @Nullable String explanation,
            @Nullable List<Proposal> remedies,
            List<GuardOutcome> guards,
            List<String> policies,
            String policyVersion,
            long catalogRevision,
            long freshnessMillis,
            @Nullable List<String> leftOut) {}

    static FilterAnswer of(Verdict verdict, GivenFilter filter) {
        var reason = verdict.reason();
        return new FilterAnswer(
                filter.isAlways() ? Kind.ALWAYS : filter.isNever() ? Kind.NEVER : Kind.CONDITION,
                filter.json(),
                filter.required(),
                filter.until().toString(),
                new Context(
                        verdict.id().value(),
                        reason == null ? null : reason.code(),
                        verdict.explanation(),
                        verdict.allowed() ? null : verdict.proposals(),
                        verdict.guards(),
                        verdict.policies(),
                        verdict.policyVersion(),
                        verdict.catalogRevision(),
                        verdict.freshnessMillis(),
                        filter.leftOut().isEmpty() ? null : filter.leftOut()));
    }
}
