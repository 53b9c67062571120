package dev.mandate.authz.engine.cedar;

import java.util.regex.Pattern;

/**
 * Cedar's {@code decimal}: a number with four decimal places.
 *
 * @param tenThousandths the number times 10,000
 * @see <a href="https://docs.cedarpolicy.com/policies/syntax-datatypes.html#datatype-decimal">decimal</a>
 */
public record DecimalValue(long tenThousandths) implements Value {

    private static final int PLACES = 4;
    private static final Pattern FORM = Pattern.compile("(-?)([0-9]+)\\.([0-9]+)");

    /**
     * @param text such as {@code -12.5}: a digit on both sides of the point, at most four after it
     * @throws EvaluationException if the text has another form or the number needs more than 64 bits
     */
    public static DecimalValue parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) throw new EvaluationException("`" + text + "` is not a well-formed decimal value");
        var fraction = form.group(3);
        if (fraction.length() > PLACES)
            throw new EvaluationException("too many digits after the decimal in `" + text + "`");
        try {
            // Signed as a whole: the lowest decimal has no positive counterpart.
            var digits = form.group(1) + form.group(2) + fraction + "0".repeat(PLACES - fraction.length());
            return new DecimalValue(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw new EvaluationException("overflow when converting `" + text + "` to decimal");
        }
    }

    @Override
    public String typeName() {
        return "decimal";
    }
}
