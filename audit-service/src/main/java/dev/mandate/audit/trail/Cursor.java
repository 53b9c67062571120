package dev.mandate.audit.trail;

import dev.mandate.messaging.http.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Where a page ended: opaque to callers, and stable while rows are added. */
record Cursor(OffsetDateTime at, long seq) {
    static Cursor of(TrailEntry last) {
        return new Cursor(last.occurredAt().atOffset(ZoneOffset.UTC), Long.parseLong(last.id()));
    }

    static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) return null;
        try {
            var parts = text.split("-", -1);
            if (parts.length != 2) throw new NumberFormatException(text);
            var at = Instant.EPOCH.plus(Long.parseLong(parts[0], Character.MAX_RADIX), ChronoUnit.MICROS);
            return new Cursor(at.atOffset(ZoneOffset.UTC), Long.parseLong(parts[1], Character.MAX_RADIX));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw new ProblemException(400, "bad-cursor", "Pass the 'next' of the page before, unchanged", "after");
        }
    }

    String text() {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant()), Character.MAX_RADIX) + "-"
                + Long.toString(seq, Character.MAX_RADIX);
    }
}
