package dev.mandate.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.cli.deadletters.DeadLettersCommand.Left;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadLettersCommandTest {
    private static final int PAGES = 30;

    @Test
    void what_waits_is_found_behind_pages_of_what_was_taken_since() {
        var letters = DeadLettersCommand.newest(2, after -> page(after, 3), DeadLettersCommandTest::waits);
        assertThat(letters.shown())
                .extracting(letter -> letter.path("letter").asInt())
                .containsExactly(30, 31);
        assertThat(letters.left()).as("others of that page wait too").isEqualTo(Left.OLDER);
    }

    @Test
    void the_search_ends_where_nothing_waits_and_says_that_it_did_not_see_all() {
        var letters = DeadLettersCommand.newest(2, after -> page(after, PAGES), DeadLettersCommandTest::waits);
        assertThat(letters.shown()).isEmpty();
        assertThat(letters.left()).as("to show more would find none").isEqualTo(Left.UNSEEN);
    }

    @Test
    void where_all_were_seen_and_shown_nothing_is_left() throws Exception {
        var one = new ObjectMapper().readTree("{\"items\": [{\"letter\": 1, \"standing\": \"WAITS\"}]}");
        var letters = DeadLettersCommand.newest(1, after -> one, DeadLettersCommandTest::waits);
        assertThat(letters.shown()).hasSize(1);
        assertThat(letters.left()).isEqualTo(Left.NONE);
    }

    private static boolean waits(JsonNode letter) {
        return letter.path("standing").asText().equals("WAITS");
    }

    /** Ten letters, which wait on the page of that number alone. */
    private static JsonNode page(String after, int waiting) {
        var number = after.isEmpty() ? 0 : Integer.parseInt(after.substring("&after=".length()));
        var items = IntStream.range(10 * number, 10 * number + 10)
                .mapToObj(letter -> "{\"letter\": %d, \"standing\": \"%s\"}"
                        .formatted(letter, number == waiting ? "WAITS" : "TAKEN"))
                .collect(Collectors.joining(","));
        try {
            return new ObjectMapper().readTree("{\"items\": [%s], \"next\": \"%d\"}".formatted(items, number + 1));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
