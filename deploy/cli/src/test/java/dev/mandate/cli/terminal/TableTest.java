package dev.mandate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void without_rows_it_says_so() {
        assertThat(new Table("change", "by")).hasToString("  (none)\n");
    }

    @Test
    void each_node_is_a_row_of_the_members_asked_for_and_what_is_absent_is_a_dash() throws IOException {
        var changes = EventJson.mapper().readTree("""
                [{"kind":"ACTIVATE","version":12,"at":"today"},{"kind":"RETIRE","version":null,"at":"now"}]""");
        assertThat(new Table("change", "version", "by").rows(changes, "kind", "version", "author"))
                .hasToString("""
                        |  change    version  by
                        |  --------  -------  --
                        |  ACTIVATE  12       -
                        |  RETIRE    -        -
                        """.replace("|", ""));
    }
}
