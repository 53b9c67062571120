package dev.mandate.messaging.http;

import dev.mandate.messaging.paging.PageRequest;
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
                limit == null ? PageRequest.limit(null) : parsed("limit", limit, PageRequest::limit),
                after == null ? null : parsed("after", after, cursor));
    }

    /** @param parse throws IllegalArgumentException for what is none */
    public static <T> T parsed(String name, String value, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "invalid-parameter", "Correct the parameter " + name, name, e.getMessage());
        }
    }
}
