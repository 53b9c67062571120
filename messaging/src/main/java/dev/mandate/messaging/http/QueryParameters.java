package dev.mandate.messaging.http;

import dev.mandate.messaging.names.NearName;
import dev.mandate.messaging.paging.Order;
import dev.mandate.messaging.paging.OrderedRequest;
import dev.mandate.messaging.paging.PageRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parameters of a query as the endpoints read them that each service has, refused with 400 {@code invalid-parameter}. */
public final class QueryParameters {
    private QueryParameters() {}

    /** The parameters {@code limit} and {@code after} of a list. */
    public static PageRequest page(@Nullable String limit, @Nullable String after) {
        return page(limit, after, PageRequest::cursor);
    }

    /** @param cursor reads {@code after}; throws IllegalArgumentException for what is none */
    public static PageRequest page(@Nullable String limit, @Nullable String after, Function<String, String> cursor) {
        return new PageRequest(
                limit == null ? PageRequest.USUAL : limit(limit, PageRequest.MOST),
                after == null ? null : parsed("after", after, cursor));
    }

    /**
     * The parameters {@code limit}, {@code order} and {@code after} of a list that is read from either end.
     *
     * @param most elements of a page
     * @param place reads where the page before ended; throws IllegalArgumentException for what is none
     */
    public static <C> OrderedRequest<C> page(
            String limit, int most, String order, @Nullable String after, Function<String, C> place) {
        return new OrderedRequest<>(
                limit(limit, most),
                oneOf("order", order, Order.class),
                after == null ? null : parsed("after", after, text -> place(text, place)));
    }

    /** The parameters {@code limit} and {@code after} of a list that goes by something else than an id. */
    public static <C> OrderedRequest<C> page(
            String limit, int most, @Nullable String after, Function<String, C> place) {
        return page(limit, most, Order.ASC.name(), after, place);
    }

    /** Versions before gave out the place itself, and so does whoever knows one, such as the number of a line. */
    private static <C> C place(String text, Function<String, C> place) {
        try {
            return place.apply(PageRequest.cursor(text));
        } catch (IllegalArgumentException e) {
            return place.apply(text);
        }
    }

    /** The parameter {@code limit}: from 1 to so many. */
    public static int limit(String limit, int most) {
        return parsed("limit", limit, text -> PageRequest.limit(text, most));
    }

    /** One of the values of an enumeration, by its name in capitals or not. */
    public static <E extends Enum<E>> E oneOf(String name, String value, Class<E> type) {
        var known = new LinkedHashMap<String, E>();
        for (var each : type.getEnumConstants()) known.put(each.name(), each);
        return oneOf(name, value, known);
    }

    /**
     * One of a few values. What is none of them is refused with the one that may be meant, and all there are.
     *
     * @param known by how each is written, in capitals or not
     */
    public static <T> T oneOf(String name, String value, Map<String, T> known) {
        return known.entrySet().stream()
                .filter(it -> it.getKey().equalsIgnoreCase(value))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElseThrow(() -> refused(name, NearName.said(name, value, known.keySet())));
    }

    /** @throws ProblemException if it isn't written as what the endpoint reads: a number, or true or false */
    static void requireFit(String name, String value, Class<?> type) {
        if ((type == boolean.class || type == Boolean.class)
                && !value.toLowerCase(Locale.ROOT).matches("true|false"))
            throw refused(name, "it must be true or false, and not `" + NearName.shown(value) + '`');
        if (isWhole(type) && !fits(value, type))
            throw refused(name, "it must be a whole number, and not `" + NearName.shown(value) + '`');
    }

    private static boolean isWhole(Class<?> type) {
        return type == int.class || type == Integer.class || type == long.class || type == Long.class;
    }

    private static boolean fits(String value, Class<?> type) {
        try {
            if (type == int.class || type == Integer.class) Integer.parseInt(value);
            else Long.parseLong(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** @param parse throws IllegalArgumentException for what is none */
    public static <T> T parsed(String name, String value, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw refused(name, e.getMessage());
        }
    }

    static ProblemException refused(String name, @Nullable String detail) {
        return new ProblemException(400, "invalid-parameter", "Correct the parameter " + name, name, detail);
    }
}
