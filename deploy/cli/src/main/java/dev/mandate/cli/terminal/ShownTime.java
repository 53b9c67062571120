package dev.mandate.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** A time at which something ends, as people read it: to the second. */
public final class ShownTime {
    private ShownTime() {}

    /** What is no time stays as it is. */
    public static String of(JsonNode time) {
        try {
            return Instant.parse(time.asText()).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeParseException e) {
            return time.asText();
        }
    }
}
