package dev.mandate.chaos;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ChaosCommandTest {
    @ParameterizedTest
    @CsvSource({
        "--and-back, --upgrade-from",
        "--only broker --minutes 0, --minutes",
        "--fault killed --minutes 0, --minutes",
        "--only broker --upgrade-from elsewhere, --upgrade-from"
    })
    void what_would_be_passed_over_in_silence_is_refused_before_anything_starts(String typed, String told) {
        var command = CommandLine.populateCommand(new ChaosCommand(), typed.split(" "));
        assertThatThrownBy(command::call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told)
                .hasMessageNotContaining("no packaged services");
    }
}
