package dev.mandate.messaging.paging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.PlainText;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for. Lists go by id, whose order is the one in which things were made, so that a page neither
 * repeats nor leaves out what was there all the time, whatever is added meanwhile.
 *
 * @param limit most elements of the page
 * @param afterId id of the last element of the page before; null for the first page
 */
public record PageRequest(int limit, @Nullable String afterId) {
    public static final int MOST = 200;
    public static final int USUAL = 50;
    /** Of an id of 200 characters, as rules may have them. */
    private static final int LONGEST_CURSOR = 1100;

    public static final String WHAT_A_CURSOR_IS = "the 'next' of the page before";

    /** @throws IllegalArgumentException if the limit is no number from 1 to so many */
    public static int limit(String text, int most) {
        var limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > most) throw new IllegalArgumentException("a number from 1 to " + most);
        return limit;
    }

    /** @throws IllegalArgumentException if it isn't the {@code next} of a page */
    public static String cursor(String text) {
        if (text.length() > LONGEST_CURSOR) throw new IllegalArgumentException(WHAT_A_CURSOR_IS);
        var id = new String(Base64.getUrlDecoder().decode(text), UTF_8);
        if (id.isEmpty() || !PlainText.is(id) || !opaque(id).equals(text))
            throw new IllegalArgumentException(WHAT_A_CURSOR_IS);
        return id;
    }

    /** So many rows tell whether there is another page. */
    public int rows() {
        return limit + 1;
    }

    /**
     * Of a list that is known as a whole.
     *
     * @param all by the id that a cursor is made of
     */
    public <T> Page<T> from(NavigableMap<String, T> all, Function<T, String> id) {
        var rest = afterId == null ? all : all.tailMap(afterId, false);
        return of(rest.values().stream().limit(rows()).toList(), id);
    }

    /** @param found at most {@link #rows()}, in the order of the list */
    public <T> Page<T> of(List<T> found, Function<T, String> id) {
        return Page.of(found, limit, id);
    }

    /** The cursor that {@link #cursor} reads: a text that nobody is invited to take apart or to make up. */
    static String opaque(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
    }
}
