package dev.mandate.events.identity;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * A limit on one argument of a tool call. An argument that is absent, or of a type that the operator can't judge, breaks it.
 *
 * @param argument name of the argument, dots lead into objects; where one of that whole name is there too, both must hold
 * @param operator how it is compared
 * @param values what it is compared with: one number for {@code AT_MOST} and {@code AT_LEAST}, one or more texts otherwise;
 *     where the argument is a list, each of its elements must satisfy it
 */
public record Constraint(String argument, Operator operator, List<String> values) {
    public enum Operator {
        AT_MOST,
        AT_LEAST,
        ONE_OF,
        /** It starts with one of these, and with no other host or path behind that; a URL without a path names the whole host. */
        STARTS_WITH,
        /** The part after the last {@code @} is one of these domains or a subdomain of one. */
        DOMAIN_IN
    }

    public Constraint {
        Objects.requireNonNull(argument, "argument is missing");
        Objects.requireNonNull(operator, "operator is missing");
        values = values == null ? List.of() : List.copyOf(values);
        if (values.isEmpty()) throw new IllegalArgumentException("values must not be empty");
        if (operator == Operator.AT_MOST || operator == Operator.AT_LEAST) {
            if (values.size() != 1 || !isNumber(values.get(0)))
                throw new IllegalArgumentException("values of " + operator + " must be one number");
        }
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
