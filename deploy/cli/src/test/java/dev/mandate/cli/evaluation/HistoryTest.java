package dev.mandate.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.traces.TraceRun;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {
    @ParameterizedTest
    @CsvSource({
        "benign,true",
        "direct,true",
        "attack-succeeded,false",
        "attack-attempted,false",
        "Benign,false",
        "'',false"
    })
    void a_person_says_yes_where_he_alone_is_behind_it_and_only_if_asked(String label, boolean yes) {
        var run = new TraceRun("1", "office", "", label, List.of(), List.of(), "", "", 1);
        assertThat(new History(List.of(), true).approves(run)).isEqualTo(yes);
        assertThat(new History(List.of(run), true).of("office").approves(run)).isEqualTo(yes);
        assertThat(new History(List.of(), false).approves(run)).isFalse();
    }
}
