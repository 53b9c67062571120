package dev.mandate.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkloadsCommandTest {
    @Test
    void each_line_of_a_plan_is_a_row_with_what_would_become_of_it() throws Exception {
        var report = """
                {"plan": true, "counts": {"CREATED": 1, "REFUSED": 1}, "lines": [
                  {"line": 2, "system": "vault", "externalId": "kv/pay", "outcome": "CREATED", "offeredTo": "per_ada"},
                  {"line": 3, "outcome": "REFUSED", "note": "is no CSV"}]}
                """;
        assertThat(WorkloadsCommand.text(new ObjectMapper().readTree(report)).lines())
                .containsExactly(
                        "  line  would be  system  externalId  id  asked    note",
                        "  ----  --------  ------  ----------  --  -------  ---------",
                        "  2     created   vault   kv/pay      -   per_ada  ",
                        "  3     refused   -       -           -   -        is no CSV");
    }

    @Test
    void of_what_is_nobodys_it_says_whether_anybody_is_asked() throws Exception {
        var json = new ObjectMapper();
        assertThat(WorkloadsCommand.why(json.readTree("{\"statusReason\": \"not_accepted\"}")))
                .isEqualTo("nobody is asked");
        assertThat(WorkloadsCommand.why(
                        json.readTree("{\"statusReason\": \"not_accepted\", \"offeredTo\": \"per_ada\"}")))
                .isEqualTo("not accepted yet");
        assertThat(WorkloadsCommand.why(json.readTree("{\"statusReason\": \"owner_left\"}")))
                .isEqualTo("owner left");
    }

    @Test
    void what_a_file_is_its_name_tells() {
        assertThat(WorkloadsCommand.typeOf(Path.of("keys.JSONL"))).isEqualTo("application/jsonl");
        assertThat(WorkloadsCommand.typeOf(Path.of("keys.csv"))).isEqualTo("text/csv");
    }
}
