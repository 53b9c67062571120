package dev.mandate.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** A time as people read it; machines are told the exact one. */
public final class ShownTime {
    private ShownTime() {}

    /** At which something ends: to the second. What is no time stays as it is. */
    public static String of(JsonNode time) {
        return to(ChronoUnit.SECONDS, time);
    }

    /** At which something happened: to the millisecond, as far as clocks of machines agree. What is no time stays as it is. */
    public static String happened(JsonNode time) {
        return to(ChronoUnit.MILLIS, time);
    }

    private static String to(ChronoUnit unit, JsonNode time) {
        try {
            return Instant.parse(time.asText()).truncatedTo(unit).toString();
        } catch (DateTimeParseException e) {
            return time.asText();
        }
    }
}
