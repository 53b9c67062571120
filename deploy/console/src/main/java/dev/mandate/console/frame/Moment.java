package dev.mandate.console.frame;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time as people say it, whatever their time zone: how far it is from now. The exact one stands beside it for machines, and for who
 * points at it.
 *
 * @param says such as "in 14 minutes" or "2 hours ago"
 * @param exact for {@code datetime}
 * @param title in universal time
 */
public record Moment(String says, String exact, String title) {
    private static final DateTimeFormatter TITLE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /**
     * Seen from now.
     *
     * @param text an instant as APIs write it
     */
    public static Moment of(String text, InstantSource clock) {
        var at = Instant.parse(text);
        return new Moment(says(Duration.between(clock.instant(), at)), text, TITLE.format(at));
    }

    private static String says(Duration ahead) {
        var seconds = ahead.abs().toSeconds();
        if (seconds < 5) return ahead.isNegative() ? "just now" : "now";
        var amount = amount(seconds);
        return ahead.isNegative() ? amount + " ago" : "in " + amount;
    }

    private static String amount(long seconds) {
        if (seconds < 90) return counted(seconds, "second");
        var minutes = Math.round(seconds / 60.0);
        if (minutes < 90) return counted(minutes, "minute");
        var hours = Math.round(minutes / 60.0);
        return hours < 36 ? counted(hours, "hour") : counted(Math.round(hours / 24.0), "day");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
