package dev.mandate.cli.terminal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A time as people type it: an instant, or a day in UTC, which is its beginning. */
public final class TypedTime {
    private TypedTime() {}

    /** @throws IllegalArgumentException in words, if it is none */
    public static Instant of(String text) {
        try {
            return text.length() > 10
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    text + " is no time: write an instant such as 2027-03-31T12:00:00Z, or a day such as 2027-03-31",
                    e);
        }
    }
}
