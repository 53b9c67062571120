package dev.mandate.events.authz;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a decision asks of whoever enforces it. With an allow it must be done, or nobody may go on; with a denial it must be done
 * too, and may be what changes the answer to the next question.
 *
 * @param value the {@code acr} to reach for a step-up, whom to tell for a notification, for an approval {@code role:<role>} for who
 *     has to approve and {@code acr:<acr>} for how he has signed in, separated by a comma where both are named; null otherwise
 * @param policy that asks for it; null where the session's risk does
 * @param found ids of the rules by which it asks for it, at most 16: who says yes has seen what they found, and nothing else; null where a policy asks
 */
public record Obligation(
        Kind kind,
        @Nullable String value,
        @Nullable String policy,
        @Nullable List<String> found) {
    public Obligation {
        Objects.requireNonNull(kind, "kind is missing");
        found = found == null || found.isEmpty() ? null : List.copyOf(found);
    }

    public Obligation(Kind kind, @Nullable String value, @Nullable String policy) {
        this(kind, value, policy, null);
    }

    /** Who was asked for that was asked for this: as much was found then. */
    public boolean isWithin(Obligation asked) {
        return kind == asked.kind
                && Objects.equals(value, asked.value)
                && Objects.equals(policy, asked.policy)
                && asked.rules().containsAll(rules());
    }

    private List<String> rules() {
        return found == null ? List.of() : found;
    }

    public enum Kind {
        /** The person signs in again, as strongly as {@code value} says. */
        @JsonProperty("step_up")
        STEP_UP,
        /** The person who answers for it approves, or who has the role that {@code value} names. */
        @JsonProperty("approval")
        APPROVAL,
        /** {@code value} is told of it. */
        @JsonProperty("notification")
        NOTIFICATION,
        /** All of the subject's sessions end. */
        @JsonProperty("session_termination")
        SESSION_TERMINATION
    }
}
