package dev.mandate.messaging.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One part of a list.
 *
 * @param next pass it as {@code after} for what follows; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String next) {
    /**
     * @param found in the order of the list: one more than the page has, if there are more
     * @param place says of an element where a page ended, and is written as an opaque cursor
     */
    static <T> Page<T> of(List<T> found, int limit, Function<? super T, String> place) {
        if (found.size() <= limit) return new Page<>(found, null);
        var page = List.copyOf(found.subList(0, limit));
        return new Page<>(page, PageRequest.opaque(place.apply(page.get(limit - 1))));
    }

    public <U> Page<U> map(Function<? super T, ? extends U> each) {
        return new Page<>(items.stream().<U>map(each).toList(), next);
    }
}
