package dev.mandate.cli.actors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.client.Decision;
import dev.mandate.events.cloudevents.Receipt;
import org.jspecify.annotations.Nullable;

/** An answer of authz-service as its client received it. */
public record Verdict(String id, boolean allowed, String reason, JsonNode context) {
    /** @throws IllegalStateException if nothing was decided: whoever plays or measures something must not take that for an answer */
    public static Verdict of(Decision decision) {
        if (decision.failure() != null) throw new IllegalStateException(decision.toString());
        return new Verdict(decision.id(), decision.allowed(), decision.reason(), decision.context());
    }

    /** What its outcome is told with; null where it was given with nothing. */
    public @Nullable Receipt receipt() {
        return context.hasNonNull("receipt")
                ? new Receipt(context.path("receipt").asText())
                : null;
    }

    /** {@code allow}, or {@code deny} with its reason. */
    @Override
    public String toString() {
        return allowed ? "allow" : "deny " + reason;
    }
}
