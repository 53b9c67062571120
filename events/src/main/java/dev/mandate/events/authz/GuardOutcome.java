package dev.mandate.events.authz;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one guard of the decision pipeline said.
 *
 * @param about the identity or delegation that it looked at; null where it looked at the whole request
 * @param policies ids of the Cedar policies that decided it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonSerialize(using = GuardOutcomeJson.class)
public record GuardOutcome(
        String guard,
        @Nullable String about,
        boolean passed,
        @Nullable String reason,
        List<String> policies) {
    /** Stands for a guard where nobody is asked, since who would be has agreed to calls of the kind; it is about that delegation. */
    public static final String AGREED_KIND = "agreed_kind";

    public GuardOutcome {
        Objects.requireNonNull(guard, "guard is missing");
        policies = policies == null ? List.of() : List.copyOf(policies);
    }

    /** It let pass what somebody would else have been asked for. */
    public static boolean isAgreed(GuardOutcome outcome) {
        return outcome.guard().equals(AGREED_KIND) && outcome.passed();
    }
}
