package dev.mandate.events.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A limit on one argument of a tool call, or on how many calls there are. An argument that is absent, or of a type that the operator can't
 * judge, breaks it; and so does one of which not every reader would say that it holds.
 *
 * @param argument name of the argument, dots lead into objects; where one of that whole name is there too, both must hold; {@link #CALLS}
 *     for {@code CALLS}
 * @param operator how it is compared
 * @param values what it is compared with: one number for {@code AT_MOST}, {@code AT_LEAST} and {@code CALLS}, two for {@code BETWEEN},
 *     one or more texts otherwise, of which one must fit; where the argument is a list, each of its elements must satisfy it
 * @param optional true where a call without the argument holds it too; null where that breaks it, as for readers of before, which pass
 *     over this member
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Constraint(
        String argument,
        Operator operator,
        List<String> values,
        @Nullable Boolean optional) {
    /** What {@code CALLS} limits, in place of an argument. */
    public static final String CALLS = "calls";

    private static final BigDecimal MOST_CALLS = BigDecimal.valueOf(1_000_000);

    public enum Operator {
        /** No more than this, and no less than 0: whoever allows a hundred allows nothing to be taken back. */
        AT_MOST,
        AT_LEAST,
        /** No less than the first and no more than the second number. */
        BETWEEN,
        ONE_OF,
        /** It starts with one of these, which are neither paths nor URLs. */
        STARTS_WITH,
        /** A path: one of these directories, or under one. */
        PATH_UNDER,
        /** A URL: of the scheme, host and port of one of these, at its path or under it. */
        URL_UNDER,
        /** The part after the last {@code @} is one of these domains or a subdomain of one. */
        DOMAIN_IN,
        /**
         * The tool is called no more often than this in the session, by whichever of its delegations. Readers of before can't read a delegation
         * that has one, so that it counts for nothing there.
         */
        CALLS
    }

    /** Of an argument that has to be there. */
    public Constraint(String argument, Operator operator, List<String> values) {
        this(argument, operator, values, null);
    }

    /** The tool is called no more often than this in its session. */
    public static Constraint calls(long most) {
        return new Constraint(CALLS, Operator.CALLS, List.of(Long.toString(most)));
    }

    public Constraint {
        Objects.requireNonNull(argument, "argument is missing");
        Objects.requireNonNull(operator, "operator is missing");
        values = values == null ? List.of() : List.copyOf(values);
        if (values.isEmpty()) throw new IllegalArgumentException("values must not be empty");
        if (Boolean.FALSE.equals(optional)) optional = null;
        if (operator == Operator.CALLS && !(argument.equals(CALLS) && optional == null && isNumberOfCalls(values)))
            throw new IllegalArgumentException(
                    "a limit on CALLS is of the argument calls, and its values one whole number from 1 to "
                            + MOST_CALLS);
        if (operator == Operator.AT_MOST || operator == Operator.AT_LEAST) {
            if (values.size() != 1 || !isNumber(values.get(0)))
                throw new IllegalArgumentException("values of " + operator + " must be one number");
        }
        if (operator == Operator.BETWEEN) {
            if (values.size() != 2 || !isNumber(values.get(0)) || !isNumber(values.get(1)))
                throw new IllegalArgumentException("values of BETWEEN must be two numbers");
            if (new BigDecimal(values.get(0)).compareTo(new BigDecimal(values.get(1))) > 0)
                throw new IllegalArgumentException(
                        "values of BETWEEN must be the lower number and then the higher one");
        }
    }

    /** Whether a call without the argument holds it. */
    public boolean holdsWithout() {
        return optional != null;
    }

    private static boolean isNumberOfCalls(List<String> values) {
        return values.size() == 1
                && values.get(0).matches("[1-9][0-9]{0,6}")
                && new BigDecimal(values.get(0)).compareTo(MOST_CALLS) <= 0;
    }

    private static boolean isNumber(String text) {
        try {
            new BigDecimal(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
