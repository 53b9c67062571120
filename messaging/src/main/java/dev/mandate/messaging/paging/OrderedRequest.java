package dev.mandate.messaging.paging;

import org.jspecify.annotations.Nullable;

/**
 * Which part is asked for of a list that is read from either end.
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
}
