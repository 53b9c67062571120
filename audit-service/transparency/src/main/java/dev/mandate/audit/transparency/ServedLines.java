package dev.mandate.audit.transparency;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of the trail as audit-service tells them to whoever verifies: {@code GET /trail/lines} of its API. */
public final class ServedLines {
    private ServedLines() {}

    /** @param page the answer's body, whose {@code lines} are read; what a later version adds is passed over */
    public static List<TrailLine> of(JsonNode page) {
        var lines = new ArrayList<TrailLine>();
        page.path("lines").forEach(line -> lines.add(line(line)));
        return lines;
    }

    private static TrailLine line(JsonNode line) {
        var original = text(line, "original");
        return new TrailLine(
                line.path("number").asLong(),
                Instant.parse(line.path("recordedAt").asText()),
                Instant.parse(line.path("occurredAt").asText()),
                line.path("clockAhead").asBoolean(),
                line.path("topic").asText(),
                line.path("type").asText(),
                line.path("source").asText(),
                line.path("eventId").asText(),
                text(line, "session"),
                text(line, "agent"),
                text(line, "person"),
                text(line, "delegation"),
                text(line, "decision"),
                text(line, "outcome"),
                line.path("summary").asText(),
                text(line, "subject"),
                line.path("payload").asText(),
                text(line, "sha256"),
                original == null ? null : Base64.getDecoder().decode(original));
    }

    private static @Nullable String text(JsonNode line, String name) {
        return line.hasNonNull(name) ? line.path(name).asText() : null;
    }
}
