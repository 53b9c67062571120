package dev.mandate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisspeltTest {
    private final StringWriter told = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "policies lst, did you mean list?",
        "polices, did you mean policies?",
        "aprovals list, did you mean approvals?",
        "check researcher email.send --argumnt to=x, did you mean --argument?"
    })
    void what_is_misspelt_is_told_with_what_is_like_it(String typed, String meant) {
        var line = Mandate.commands().setErr(new PrintWriter(told, true));
        assertThat(line.execute(typed.split(" "))).isEqualTo(2);
        assertThat(told.toString()).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"policies, Missing required subcommand", "zzzzzzzz, Unmatched argument"})
    void all_else_is_told_as_ever(String typed, String said) {
        var line = Mandate.commands().setErr(new PrintWriter(told, true));
        assertThat(line.execute(typed.split(" "))).isEqualTo(2);
        assertThat(told.toString()).contains(said).doesNotContain("did you mean");
    }

    @Test
    void a_reason_that_is_missing_is_asked_for_in_one_line() {
        var line = Mandate.commands().setErr(new PrintWriter(told, true));
        assertThat(line.execute("stop", "issuer", "https://idp.example")).isEqualTo(2);
        assertThat(told.toString().lines()).singleElement().asString().contains("add --reason");
    }
}
