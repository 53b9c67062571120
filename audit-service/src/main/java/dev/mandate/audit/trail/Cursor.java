package dev.mandate.audit.trail;

import dev.mandate.messaging.paging.PageRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Where a page ended, stable while rows are added. */
public record Cursor(OffsetDateTime at, long seq) {
    public static Cursor of(TrailEntry last) {
        return new Cursor(last.occurredAt().atOffset(ZoneOffset.UTC), Long.parseLong(last.id()));
    }

    /** @throws IllegalArgumentException if it isn't the {@code next} of a page */
    public static Cursor parse(String text) {
        try {
            var parts = text.split("-", -1);
            if (parts.length != 2) throw new NumberFormatException(text);
            var at = Instant.EPOCH.plus(Long.parseLong(parts[0], Character.MAX_RADIX), ChronoUnit.MICROS);
            return new Cursor(at.atOffset(ZoneOffset.UTC), Long.parseLong(parts[1], Character.MAX_RADIX));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(PageRequest.WHAT_A_CURSOR_IS, e);
        }
    }

    public String text() {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant()), Character.MAX_RADIX) + "-"
                + Long.toString(seq, Character.MAX_RADIX);
    }
}
