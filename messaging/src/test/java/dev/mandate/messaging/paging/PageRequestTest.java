package dev.mandate.messaging.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {
    @Test
    void a_page_says_where_it_ended_and_the_last_one_does_not() {
        var page = new PageRequest(2, null).of(List.of("ofr_c", "ofr_b", "ofr_a"), Function.identity());
        assertThat(page.items()).containsExactly("ofr_c", "ofr_b");
        assertThat(PageRequest.cursor(page.next())).isEqualTo("ofr_b");
        assertThat(new PageRequest(2, "ofr_b").of(List.of("ofr_a"), Function.identity()))
                .isEqualTo(new Page<>(List.of("ofr_a"), null));
    }

    @Test
    void of_a_list_that_is_known_as_a_whole_a_page_is_what_follows_the_one_before() {
        var all = new TreeMap<>(Map.of("a", "a", "b", "b", "c", "c"));
        var first = new PageRequest(2, null).from(all, Function.identity());
        assertThat(first.items()).containsExactly("a", "b");
        all.remove("b");
        assertThat(new PageRequest(2, PageRequest.cursor(first.next())).from(all, Function.identity()))
                .isEqualTo(new Page<>(List.of("c"), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mail at night", "Überweisung an Fremde", "規則"})
    void whatever_an_id_is_written_with_the_list_goes_on_after_it(String id) {
        var longest = id + "ü".repeat(200 - id.length());
        var page = new PageRequest(1, null).of(List.of(longest, "z"), Function.identity());
        assertThat(PageRequest.cursor(page.next())).isEqualTo(longest);
    }

    @Test
    void a_limit_is_a_number_that_one_request_can_bear() {
        assertThat(PageRequest.limit("200", 200)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "1e2", "", "9999999999"})
    void another_limit_is_refused(String limit) {
        assertThatThrownBy(() -> PageRequest.limit(limit, 200)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ofr_b", "%", "AA", "gA"})
    void a_cursor_that_no_page_gave_is_refused(String cursor) {
        assertThatThrownBy(() -> PageRequest.cursor(cursor)).isInstanceOf(IllegalArgumentException.class);
    }
}
