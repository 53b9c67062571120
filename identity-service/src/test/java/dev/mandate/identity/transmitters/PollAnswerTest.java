package dev.mandate.identity.transmitters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollAnswerTest {
    @Test
    void of_more_than_were_asked_for_the_first_are_looked_at() {
        var many = IntStream.range(0, 5000)
                .mapToObj(i -> "\"" + i + "\": \"x\"")
                .collect(Collectors.joining(",", "{\"sets\": {", "}}"));
        assertThat(read(many))
                .containsOnlyKeys(IntStream.range(0, PollAsk.MOST)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void one_with_nothing_to_tell_is_an_answer() {
        assertThat(read("{}")).isEmpty();
        assertThat(read("{\"sets\": {}, \"moreAvailable\": false}")).isEmpty();
    }

    @Test
    void what_is_no_such_answer_is_none() {
        for (var other : List.of(
                "",
                "[]",
                "null",
                "{\"sets\": [\"x\"]}",
                "{\"sets\": {\"1\": 7}}",
                "{\"sets\": {\"\": \"x\"}}",
                "{\"sets\": {\"\\u0000\": \"x\"}}"))
            assertThat(PollAnswer.read(other.getBytes(UTF_8))).as(other).isEmpty();
    }

    private static Map<String, String> read(String answer) {
        return PollAnswer.read(answer.getBytes(UTF_8)).orElseThrow().signals();
    }
}
