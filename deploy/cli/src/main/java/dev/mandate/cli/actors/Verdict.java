package dev.mandate.cli.actors;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer of authz-service as its client received it. */
public record Verdict(String id, boolean allowed, String reason, JsonNode context) {
    public static Verdict of(JsonNode body) {
        var context = body.path("context");
        return new Verdict(
                context.path("id").asText(""),
                body.path("decision").asBoolean(false),
                context.path("reason").asText(""),
                context);
    }

    /** {@code allow}, or {@code deny} with its reason. */
    @Override
    public String toString() {
        return allowed ? "allow" : "deny " + reason;
    }
}
