package dev.mandate.events.authz;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a decision asks of whoever enforces it. With an allow it must be done, or nobody may go on; with a denial it must be done
 * too, and may be what changes the answer to the next question.
 *
 * @param value the {@code acr} to reach for a step-up, whom to tell for a notification, for an approval {@code role:<role>} for who
 *     has to approve and {@code acr:<acr>} for how he has signed in, separated by a comma where both are named; null otherwise
 * @param policy that asks for it; null where the session's risk does
 */
public record Obligation(
        Kind kind, @Nullable String value, @Nullable String policy) {
    public Obligation {
        Objects.requireNonNull(kind, "kind is missing");
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
