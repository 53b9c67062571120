package dev.mandate.authz.engine.cedar;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Cedar's {@code datetime}: an instant, without leap seconds.
 *
 * @param epochMillis milliseconds since 1970-01-01T00:00:00Z
 * @see <a href="https://docs.cedarpolicy.com/policies/syntax-datatypes.html#datatype-datetime">datetime</a>
 */
public record DatetimeValue(long epochMillis) implements Value {

    private static final long DAY = 86_400_000L;
    private static final Pattern FORM = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})"
            + "(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{3}))?(?:Z|([+-])([0-9]{2})([0-9]{2})))?");

    /**
     * @param text a date, or a date and a time that ends in {@code Z} or in an offset such as {@code +0230}
     * @throws EvaluationException if the text has another form or names no instant
     */
    public static DatetimeValue parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) throw new EvaluationException("`" + text + "` is not a well-formed datetime");
        try {
            var local = LocalDateTime.of(
                    number(form, 1),
                    number(form, 2),
                    number(form, 3),
                    number(form, 4),
                    number(form, 5),
                    number(form, 6));
            return new DatetimeValue(
                    local.toInstant(ZoneOffset.UTC).toEpochMilli() + number(form, 7) - offsetMillis(text, form));
        } catch (DateTimeException e) {
            throw new EvaluationException("`" + text + "` names no instant");
        }
    }

    /** By hand, since Cedar allows offsets up to 23:59 and {@link ZoneOffset} ends at 18:00. */
    private static long offsetMillis(String text, MatchResult form) {
        var hours = number(form, 9);
        var minutes = number(form, 10);
        if (hours > 23 || minutes > 59) throw new EvaluationException("`" + text + "` has an offset out of range");
        var millis = (hours * 60L + minutes) * 60_000L;
        return "-".equals(form.group(8)) ? -millis : millis;
    }

    private static int number(MatchResult form, int group) {
        return form.group(group) == null ? 0 : Integer.parseInt(form.group(group));
    }

    /**
     * Midnight UTC of the same day.
     *
     * @throws EvaluationException on the first representable day, whose midnight is not representable
     */
    public DatetimeValue date() {
        try {
            return new DatetimeValue(Math.subtractExact(epochMillis, Math.floorMod(epochMillis, DAY)));
        } catch (ArithmeticException e) {
            throw new EvaluationException("overflows when computing the date of " + epochMillis + "ms");
        }
    }

    /** What passed since midnight UTC, also before 1970. */
    public DurationValue time() {
        return new DurationValue(Math.floorMod(epochMillis, DAY));
    }

    /** @throws EvaluationException if the result needs more than 64 bits */
    public DatetimeValue offset(DurationValue duration) {
        try {
            return new DatetimeValue(Math.addExact(epochMillis, duration.millis()));
        } catch (ArithmeticException e) {
            throw new EvaluationException("overflows when adding an offset of " + duration.millis() + "ms");
        }
    }

    /** @throws EvaluationException if the result needs more than 64 bits */
    public DurationValue since(DatetimeValue other) {
        try {
            return new DurationValue(Math.subtractExact(epochMillis, other.epochMillis));
        } catch (ArithmeticException e) {
            throw new EvaluationException("overflows when computing a duration between two datetimes");
        }
    }

    @Override
    public String typeName() {
        return "datetime";
    }
}
