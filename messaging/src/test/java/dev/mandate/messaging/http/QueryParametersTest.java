package dev.mandate.messaging.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.messaging.paging.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
    @Test
    void a_list_goes_on_after_the_next_of_the_page_before_which_tells_nothing() {
        var page = QueryParameters.page("2", 10, "desc", null, Long::valueOf).of(List.of(9L, 8L, 7L), String::valueOf);
        assertThat(page.items()).containsExactly(9L, 8L);
        assertThat(page.next()).isNotNull().doesNotContain("8");
        var asked = QueryParameters.page("2", 10, "desc", page.next(), Long::valueOf);
        assertThat(asked.after()).isEqualTo(8);
        assertThat(asked.order()).isEqualTo(Order.DESC);
    }

    @Test
    void what_a_version_before_gave_out_and_the_number_of_a_line_are_taken_as_well() {
        assertThat(QueryParameters.page("2", 10, "8", Long::valueOf).after()).isEqualTo(8);
    }

    @Test
    void what_no_page_gave_is_refused_with_the_parameter() {
        for (var none : List.of("x", "", "OA=", "eA"))
            assertThatThrownBy(() -> QueryParameters.page("2", 10, none, Long::valueOf))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("after");
    }
}
