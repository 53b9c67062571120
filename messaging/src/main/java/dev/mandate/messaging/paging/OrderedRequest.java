package dev.mandate.messaging.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part is asked for of a list that goes by something else than an id, or is read from either end.
 *
 * @param limit most elements of the page
 * @param after where the page before ended, asked with the same order; null for the first page
 */
public record OrderedRequest<C>(
        int limit, Order order, @Nullable C after) {
    /** So many rows tell whether there is another page. */
    public int rows() {
        return limit + 1;
    }

    /**
     * @param found at most {@link #rows()}, in the order of the list
     * @param place where a page ended that ended with this element, as the reader of {@code after} takes it
     */
    public <T> Page<T> of(List<T> found, Function<? super T, String> place) {
        return Page.of(found, limit, place);
    }

    /** As a page has it that ended there. */
    public static String next(String place) {
        return PageRequest.opaque(place);
    }
}
