package dev.mandate.authz.engine.cedar;

import java.util.regex.Pattern;

/**
 * Cedar's {@code duration}, possibly negative.
 *
 * @see <a href="https://docs.cedarpolicy.com/policies/syntax-datatypes.html#datatype-duration">duration</a>
 */
public record DurationValue(long millis) implements Value {

    private static final Pattern FORM =
            Pattern.compile("-?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");
    private static final long[] UNIT_MILLIS = {86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};

    /**
     * @param text such as {@code -1d2h3m4s5ms}: units in this order, each at most once, at least one
     * @throws EvaluationException if the text has another form or needs more than 64 bits of milliseconds
     */
    public static DurationValue parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches() || text.isEmpty() || text.equals("-")) {
            throw new EvaluationException("`" + text + "` is not a well-formed duration");
        }
        try {
            // Each term signed on its own: the lowest duration has no positive counterpart.
            var sign = text.startsWith("-") ? "-" : "";
            var millis = 0L;
            for (var unit = 0; unit < UNIT_MILLIS.length; unit++) {
                var digits = form.group(unit + 1);
                if (digits == null) continue;
                millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(sign + digits), UNIT_MILLIS[unit]));
            }
            return new DurationValue(millis);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new EvaluationException("`" + text + "` overflows a duration");
        }
    }

    @Override
    public String typeName() {
        return "duration";
    }
}
