package dev.mandate.identity.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.uses.ToolUses.OfAgent;
import dev.mandate.identity.uses.ToolUses.Used;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UseWordsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);

    @Test
    void no_more_days_are_told_of_than_are_known() {
        var used = new OfAgent(12, Map.of("files.read", new Used(1, TODAY), "files.find", new Used(3, TODAY)), true);
        assertThat(UseWords.of(used, "files.read"))
                .contains("It used this for you on one day of the last 12, 28 November.");
        assertThat(UseWords.of(used, "files.find"))
                .contains("It used this for you on 3 days of the last 12, on 28 November last.");
        assertThat(UseWords.of(used, "files.write")).contains("It hasn't used this for you in the last 12 days.");
    }

    @Test
    void on_the_first_day_that_is_today() {
        var used = new OfAgent(1, Map.of("files.read", new Used(1, TODAY)), true);
        assertThat(UseWords.of(used, "files.read")).contains("It used this for you today.");
        assertThat(UseWords.of(used, "files.write")).contains("It hasn't used this for you today.");
    }

    @Test
    void while_some_days_are_yet_to_be_read_nothing_is_told_of_how_many() {
        var used = new OfAgent(12, Map.of("files.read", new Used(1, TODAY)), false);
        assertThat(UseWords.of(used, "files.read"))
                .contains("It used this for you before; on how many days isn't known yet.");
        assertThat(UseWords.of(used, "files.write")).contains("Whether it used this for you before isn't known yet.");
    }

    @Test
    void of_one_that_has_used_nothing_for_him_nothing_is_told() {
        assertThat(UseWords.of(OfAgent.NOTHING, "files.read")).isEmpty();
    }
}
