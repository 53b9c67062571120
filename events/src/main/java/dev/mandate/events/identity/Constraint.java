package dev.mandate.events.identity;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * A limit on one argument of a tool call. An argument that is absent, or of a type that the operator can't judge, breaks it; and so
 * does one of which not every reader would say that it holds.
 *
 * @param argument name of the argument, dots lead into objects; where one of that whole name is there too, both must hold
 * @param operator how it is compared
 * @param values what it is compared with: one number for {@code AT_MOST} and {@code AT_LEAST}, two for {@code BETWEEN}, one or more
 *     texts otherwise, of which one must fit; where the argument is a list, each of its elements must satisfy it
 */
public record Constraint(String argument, Operator operator, List<String> values) {
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
        if (operator == Operator.BETWEEN) {
            if (values.size() != 2 || !isNumber(values.get(0)) || !isNumber(values.get(1)))
                throw new IllegalArgumentException("values of BETWEEN must be two numbers");
            if (new BigDecimal(values.get(0)).compareTo(new BigDecimal(values.get(1))) > 0)
                throw new IllegalArgumentException(
                        "values of BETWEEN must be the lower number and then the higher one");
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
