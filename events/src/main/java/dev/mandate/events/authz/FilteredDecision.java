package dev.mandate.events.authz;

import dev.mandate.events.authz.DecisionEvent.Decided;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody was told which resources of an application's type they may do something with, by a condition on what each is like. A type of its own,
 * since no single resource was decided about.
 *
 * @param answer in the form of a decision, about {@code type/*}: an allow where the condition holds of some; it has no permit, and asks nobody
 *     for an approval
 * @param until before which the application uses it
 * @param always it holds of every resource as declared
 * @param condition what it is, as the API documents it; null where it holds of every one or of none
 * @param leftOut policies that permit more, once something is done for it
 */
public record FilteredDecision(
        Decided answer,
        Instant until,
        boolean always,
        @Nullable Map<String, Object> condition,
        List<String> leftOut) implements DecisionEvent {
    public FilteredDecision {
        Objects.requireNonNull(answer, "answer is missing");
        Objects.requireNonNull(until, "until is missing");
        leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
        if (answer.permit() != null || answer.approval() != null)
            throw new IllegalArgumentException("by a filter no call is made, and nobody is asked");
        if (always && condition != null || answer.allowed() != (always || condition != null))
            throw new IllegalArgumentException("it is allowed where it holds of every one, or says of which");
    }

    @Override
    public Instant at() {
        return answer.at();
    }

    @Override
    public String key() {
        return answer.key();
    }
}
