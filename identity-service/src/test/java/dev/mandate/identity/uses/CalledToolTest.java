package dev.mandate.identity.uses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What of a call is kept for who is asked for a task like it. */
class CalledToolTest {
    private static final Instant AT = Instant.parse("2026-11-02T12:00:00Z");
    private final DelegationState task = Decisions.task(AT, new ToolScope("mail.send", List.of()));

    @Test
    void numbers_and_where_it_went_are_kept_and_nobodys_name() {
        assertThat(called(
                        Map.of(
                                "to",
                                List.of("Bo.Abel@Partner.example", "al@acme.example"),
                                "callback_url",
                                "https://hooks.example/a?b",
                                "size",
                                120,
                                "subject",
                                "al@secret.example"),
                        1))
                .isEqualTo(new CalledTool(
                        task.session().value(),
                        "mail.send",
                        1,
                        Map.of("size", new BigDecimal("1.2E+2")),
                        java.util.Set.of("partner.example", "acme.example", "hooks.example")));
        assertThat(called(Map.of("to", "bo", "url", "https://[bad", "n", 1e300, "a\nb", 5), 1))
                .satisfies(call -> assertThat(call.numbers()).isEmpty())
                .satisfies(call -> assertThat(call.at()).isEmpty());
    }

    @Test
    void each_call_counts_once_however_often_it_is_told() {
        var row = TaskUseRow.of(task);
        var calls = IntStream.range(5, 9)
                .mapToObj(at -> called(Map.of("size", at), at))
                .toList();
        row.count(calls);
        row.count(calls);
        row.count(calls.subList(2, 4));
        assertThat(row.use().tools())
                .isEqualTo(Map.of("mail.send", new ToolUse(4, Map.of("size", new BigDecimal("8")), List.of(), false)));
    }

    @Test
    void a_task_keeps_some_places_and_numbers_and_says_that_there_were_more() {
        var row = TaskUseRow.of(task);
        row.count(IntStream.range(0, 50)
                .mapToObj(at -> called(Map.of("to", "x@h" + at + ".example", "n" + at, 1), at))
                .toList());
        var use = row.use().tools().get("mail.send");
        assertThat(use.calls()).isEqualTo(50);
        assertThat(use.at()).hasSize(6);
        assertThat(use.most()).hasSize(6);
        assertThat(use.more()).isTrue();
    }

    @Test
    void of_more_numbers_than_are_kept_it_is_not_said_that_it_went_elsewhere_too() {
        var arguments = new HashMap<String, Object>(Map.of("to", "x@partner.example"));
        IntStream.range(0, 7).forEach(at -> arguments.put("n" + at, at));
        var row = TaskUseRow.of(task);
        row.count(List.of(called(arguments, 1)));
        var use = row.use().tools().get("mail.send");
        assertThat(use.most()).containsOnlyKeys("n0", "n1", "n2", "n3", "n4", "n5");
        assertThat(use.at()).containsExactly("partner.example");
        assertThat(use.more()).isFalse();
    }

    private CalledTool called(Map<String, Object> arguments, long offset) {
        return CalledTool.of(Decisions.called(task, "mail.send", arguments), offset)
                .orElseThrow();
    }
}
