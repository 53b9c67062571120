package dev.mandate.identity.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.LimitWords;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.messaging.result.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskDetailsTest {
    private static final String AGENT = "agt_01k9p0agent";
    private static final String WHOLE = """
            [{"type": "mandate_task", "agent": "agt_01k9p0agent", "task": "pay what is due", "identifiers": ["invoice-4711"],
              "duration": "PT2H", "tools": [
                {"tool": "invoices.pay", "constraints": [{"argument": "amount", "operator": "AT_MOST", "values": ["500"]}]},
                {"tool": "invoices.read"}]}]""";

    @Test
    void are_read_whole() {
        var details = read(WHOLE);
        assertThat(details.task()).isEqualTo("pay what is due");
        assertThat(details.identifiers()).containsExactly("invoice-4711");
        assertThat(details.duration()).isEqualTo(Duration.ofHours(2));
        assertThat(details.tools()).extracting(ToolScope::tool).containsExactly("invoices.pay", "invoices.read");
        assertThat(LimitWords.of(details.tools().get(0).constraints().get(0))).isEqualTo("amount from 0 to 500");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "[1]",
                "nothing",
                "[{\"type\": \"payment\", \"task\": \"t\", \"tools\": [{\"tool\": \"a\"}]}]",
                // What the page can't show whole.
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"tools\": [{\"tool\": \"a\"}], \"locations\": [\"https://x\"]}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"tools\": [{\"tool\": \"a\", \"also\": \"b\"}]}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"tools\": [{\"tool\": \"a\"}]}, {\"type\": \"mandate_task\"}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"task\": \"u\", \"tools\": [{\"tool\": \"a\"}]}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"tools\": [{\"tool\": \"a\"}, {\"tool\": \"a\"}]}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\\nHe agreed\", \"tools\": [{\"tool\": \"a\"}]}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\\u202e\", \"tools\": [{\"tool\": \"a\"}]}]",
                "[{\"type\": \"mandate_task\", \"task\": \" \", \"tools\": [{\"tool\": \"a\"}]}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"tools\": []}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\"}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"tools\": [{\"tool\": \"a\"}], \"duration\": \"PT10S\"}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"tools\": [{\"tool\": \"a\"}], \"duration\": \"soon\"}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"tools\": [{\"tool\": \"a\"}], \"duration\": \"-PT1H\"}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"agent\": \"agt_another\", \"tools\": [{\"tool\": \"a\"}]}]",
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"tools\": [{\"tool\": \"a\", \"constraints\": [{\"argument\":"
                        + " \"x\", \"operator\": \"NEARLY\", \"values\": [\"1\"]}]}]}]",
                // A limit that would hold nothing in.
                "[{\"type\": \"mandate_task\", \"task\": \"t\", \"tools\": [{\"tool\": \"a\", \"constraints\": [{\"argument\":"
                        + " \"path\", \"operator\": \"STARTS_WITH\", \"values\": [\"/shared\"]}]}]}]"
            })
    void are_refused_where_the_page_could_not_show_them_whole(String json) {
        assertThat(TaskDetailsReader.read(json, AGENT).<String>fold(good -> "", why -> why))
                .isNotEmpty();
    }

    @Test
    void are_refused_where_they_are_too_long_or_too_deep() {
        var tools = "{\"tool\": \"a\"}".repeat(40).replace("}{", "},{");
        assertThat(isRefused("[{\"type\":\"mandate_task\",\"task\":\"t\",\"tools\":[" + tools + "]}]"))
                .isTrue();
        assertThat(isRefused(WHOLE.replace("pay what is due", "x".repeat(501)))).isTrue();
        assertThat(isRefused(WHOLE + " ".repeat(9_000))).isTrue();
        assertThat(isRefused("[".repeat(4_000))).isTrue();
    }

    @Test
    void last_a_quarter_of_an_hour_where_nobody_says_and_never_longer_than_may_be() {
        var quarter = Duration.ofMinutes(15);
        assertThat(read(WHOLE.replace("\"duration\": \"PT2H\",", "")).lasting(quarter, Duration.ofHours(8)))
                .isEqualTo(quarter);
        assertThat(read(WHOLE).lasting(quarter, Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void lose_what_a_person_takes_off_and_get_nothing_by_a_form_that_was_made_by_hand() {
        var details = read(WHOLE);
        var hour = Duration.ofHours(1);
        var narrowed = details.narrowed(List.of("1"), "5", hour).fold(good -> good, why -> details);
        assertThat(narrowed.tools()).extracting(ToolScope::tool).containsExactly("invoices.read");
        assertThat(narrowed.duration()).isEqualTo(Duration.ofMinutes(5));
        for (var places : List.of(
                List.<String>of(),
                List.of("2"),
                List.of("0", "0"),
                List.of("-1"),
                List.of("invoices.pay"),
                List.of("00 "))) assertThat(details.narrowed(places, "5", hour)).isInstanceOf(Result.Refused.class);
        for (var minutes : List.of("61", "0", "-5", "", "5.5", "PT5M", "99999999999"))
            assertThat(details.narrowed(List.of("0"), minutes, hour)).isInstanceOf(Result.Refused.class);
    }

    private static TaskDetails read(String json) {
        return TaskDetailsReader.read(json, AGENT).fold(good -> good, why -> {
            throw new AssertionError(why);
        });
    }

    private static boolean isRefused(String json) {
        return TaskDetailsReader.read(json, AGENT).fold(good -> false, why -> true);
    }
}
