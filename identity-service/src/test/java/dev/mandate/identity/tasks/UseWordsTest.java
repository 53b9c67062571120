package dev.mandate.identity.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.uses.PastUses;
import dev.mandate.identity.uses.TaskUse;
import dev.mandate.identity.uses.ToolUse;
import dev.mandate.identity.uses.ToolUses.OfAgent;
import dev.mandate.identity.uses.ToolUses.Used;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UseWordsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);

    @Test
    void no_more_days_are_told_of_than_are_known() {
        var used = new OfAgent(12, Map.of("files.read", new Used(1, TODAY), "files.find", new Used(3, TODAY)), true);
        assertThat(UseWords.of(days(used), "files.read"))
                .contains("It used this for you on one day of the last 12, 28 November.");
        assertThat(UseWords.of(days(used), "files.find"))
                .contains("It used this for you on 3 days of the last 12, on 28 November last.");
        assertThat(UseWords.of(days(used), "files.write")).contains("It hasn't used this for you in the last 12 days.");
    }

    @Test
    void on_the_first_day_that_is_today() {
        var used = new OfAgent(1, Map.of("files.read", new Used(1, TODAY)), true);
        assertThat(UseWords.of(days(used), "files.read")).contains("It used this for you today.");
        assertThat(UseWords.of(days(used), "files.write")).contains("It hasn't used this for you today.");
    }

    @Test
    void while_some_days_are_yet_to_be_read_nothing_is_told_of_how_many() {
        var used = new OfAgent(12, Map.of("files.read", new Used(1, TODAY)), false);
        assertThat(UseWords.of(days(used), "files.read"))
                .contains("It used this for you before; on how many days isn't known yet.");
        assertThat(UseWords.of(days(used), "files.write"))
                .contains("Whether it used this for you before isn't known yet.");
    }

    @Test
    void of_one_that_has_used_nothing_for_him_nothing_is_told() {
        assertThat(UseWords.of(PastUses.NOTHING, "files.read")).isEmpty();
    }

    @Test
    void its_last_tasks_tell_more_than_days() {
        var days = new OfAgent(12, Map.of("mail.send", new Used(3, TODAY)), true);
        var used = new PastUses(
                days,
                List.of(
                        task(Map.of("mail.send", use(4, "120", "partner.example"), "files.find", ToolUse.NONE)),
                        task(Map.of("mail.send", use(1, "80.5", "acme.example"))),
                        task(Map.of("mail.send", ToolUse.NONE, "files.find", ToolUse.NONE))),
                false);
        assertThat(UseWords.of(used, "mail.send"))
                .contains("Used in 2 of its last 3 tasks with you that had it, 4 times at most, on 28 November last."
                        + " At most it needed size 120. It went to partner.example and acme.example.");
        assertThat(UseWords.of(used, "files.find"))
                .contains("Never used in its last 2 tasks with you that had it: it may not need it.");
        assertThat(UseWords.of(new PastUses(OfAgent.NOTHING, used.tasks(), false), "files.write"))
                .contains("It hasn't asked you for this in its last 3 tasks.");
        assertThat(UseWords.of(new PastUses(days, used.tasks().subList(1, 2), false), "mail.send"))
                .hasValueSatisfying(words -> assertThat(words)
                        .startsWith("Used in its last task with you that had it, once, on 28 November last."));
    }

    @Test
    void where_reading_is_behind_or_has_just_begun_that_is_said() {
        var tasks = List.of(task(Map.of("mail.send", use(4, "120", "partner.example"))));
        assertThat(UseWords.of(new PastUses(OfAgent.NOTHING, tasks, true), "mail.send"))
                .hasValueSatisfying(words -> assertThat(words)
                        .startsWith("Used in its last task")
                        .endsWith("What it did in the last minutes may be missing."));
        assertThat(UseWords.of(new PastUses(new OfAgent(0, Map.of(), false), tasks, false), "mail.send"))
                .contains("How often it used this for you isn't known yet.");
    }

    private static PastUses days(OfAgent used) {
        return new PastUses(used, List.of(), false);
    }

    private static TaskUse task(Map<String, ToolUse> tools) {
        return new TaskUse(tools);
    }

    private static ToolUse use(int calls, String size, String at) {
        return new ToolUse(calls, Map.of("size", new BigDecimal(size)), List.of(at), false);
    }
}
