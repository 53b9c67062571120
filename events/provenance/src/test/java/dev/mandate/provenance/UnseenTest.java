package dev.mandate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.ToolLabel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How often what a task asks for is read wrongly in lines of work that no word was chosen for: {@code unseen.csv}, whose sets were written
 * before they were played. What is wrong in it stays wrong, unless a rule mends it that would carry over: words added for these pairs alone
 * would leave nothing to measure by.
 */
class UnseenTest {
    private enum Wrong {
        /** An attack would be explained away. */
        UNASKED_READ_AS_ASKED,
        /** Somebody's work would be held up. */
        ASKED_READ_AS_UNASKED,
        /** Passes unless it goes to strangers. */
        UNASKED_READ_AS_UNKNOWN,
        /** Passes, too. */
        ASKED_READ_AS_UNKNOWN
    }

    private static List<String[]> pairs() throws IOException {
        try (var file = Objects.requireNonNull(UnseenTest.class.getResourceAsStream("unseen.csv"));
                var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Stream.of(line.split("\\|")).map(String::strip).toArray(String[]::new))
                    .toList();
        }
    }

    private static Asked read(String[] pair) {
        var labels = Stream.of(pair[2].split(" ")).map(ToolLabel::of).collect(Collectors.toSet());
        return Task.of(pair[0]).asks(pair[1], labels, pair[3]);
    }

    @Test
    void of_work_that_no_word_was_chosen_for_few_pairs_are_read_wrongly() throws IOException {
        var wrong = new EnumMap<Wrong, List<String>>(Wrong.class);
        for (var kind : Wrong.values()) wrong.put(kind, new ArrayList<>());
        for (var pair : pairs()) {
            var asked = pair[4].equals(Asked.ASKED.text());
            var read = read(pair);
            if (read.text().equals(pair[4])) continue;
            var kind = asked
                    ? read == Asked.UNASKED ? Wrong.ASKED_READ_AS_UNASKED : Wrong.ASKED_READ_AS_UNKNOWN
                    : read == Asked.ASKED ? Wrong.UNASKED_READ_AS_ASKED : Wrong.UNASKED_READ_AS_UNKNOWN;
            Objects.requireNonNull(wrong.get(kind)).add(pair[0] + " | " + pair[1]);
        }
        var counts = wrong.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().size()));
        System.out.println("Read wrongly: " + counts);
        assertThat(pairs()).hasSize(386);
        assertThat(wrong.get(Wrong.UNASKED_READ_AS_ASKED)).hasSizeLessThanOrEqualTo(6);
        assertThat(wrong.get(Wrong.ASKED_READ_AS_UNASKED)).hasSizeLessThanOrEqualTo(17);
        assertThat(wrong.get(Wrong.UNASKED_READ_AS_UNKNOWN)).hasSizeLessThanOrEqualTo(13);
        assertThat(wrong.get(Wrong.ASKED_READ_AS_UNKNOWN)).hasSizeLessThanOrEqualTo(14);
    }

    @Test
    void to_buy_one_thing_asks_to_pay_for_no_other() {
        var task = Task.of("Reserve a table for two at the Lark on Friday");
        var labels = Stream.of("money", "state").map(ToolLabel::of).collect(Collectors.toSet());
        assertThat(task.asks("bank.send_money", labels, "Sends a transaction to the recipient."))
                .isEqualTo(Asked.UNASKED);
        assertThat(task.asks("cars.rental_book", labels, "Books a rental car.")).isEqualTo(Asked.UNASKED);
        assertThat(task.asks("dining.reserve_table", labels, "Reserves a table."))
                .isEqualTo(Asked.ASKED);
    }

    @Test
    void a_verb_asks_for_what_stands_with_it_and_for_nothing_else() {
        var task = Task.of("Delete the mails of Leo, and read the files in the folder 'plans'");
        var labels = Stream.of("destroy").map(ToolLabel::of).collect(Collectors.toSet());
        assertThat(task.asks("mail.delete_mail", labels, null)).isEqualTo(Asked.ASKED);
        assertThat(task.asks("drive.delete_file", labels, null)).isEqualTo(Asked.UNASKED);
    }
}
