package dev.mandate.provenance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.provenance.KnownBy.Strength;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnownByTest {
    @Test
    void states_that_were_written_before_name_these_reasons_and_each_is_as_strong_as_it_was() {
        var texts = Arrays.stream(KnownBy.values())
                .collect(groupingBy(KnownBy::strength, mapping(KnownBy::text, toList())));
        assertThat(texts)
                .isEqualTo(Map.of(
                        Strength.PROVEN, List.of("peers", "own", "readings", "task_place"),
                        Strength.WORDED, List.of("task_words"),
                        Strength.SUGGESTED, List.of("inside", "source_words", "followed", "passed_on"),
                        Strength.STEADY, List.of("own_host", "always_there", "cleared")));
    }

    @ParameterizedTest
    @EnumSource
    void what_a_state_holds_is_read_as_what_was_written(KnownBy reason) {
        assertThat(KnownBy.of(reason.text())).isEqualTo(reason);
    }

    @Test
    void a_reason_that_only_another_version_knows_speaks_for_nothing() {
        assertThat(KnownBy.of("stood_there")).isNull();
        assertThat(KnownBy.of("task_host")).isNull();
        assertThat(KnownBy.of("told_by_a_star")).isNull();
    }

    @Test
    void the_weaker_the_reason_the_fewer_calls_it_is_enough_for() {
        var reasons = List.of(KnownBy.PEERS, KnownBy.ALWAYS_THERE);
        assertThat(reasons).allMatch(it -> it.speaks(Set.of(ToolLabel.MONEY), false, false));
        assertThat(reasons)
                .filteredOn(it -> it.speaks(Set.of(ToolLabel.GRANT), false, false))
                .containsExactly(KnownBy.PEERS);
        assertThat(reasons)
                .filteredOn(it -> it.speaks(Set.of(ToolLabel.EGRESS), true, false))
                .containsExactly(KnownBy.PEERS);
    }

    @Test
    void a_classifier_that_has_just_warned_clears_nothing() {
        assertThat(KnownBy.CLEARED.speaks(Set.of(ToolLabel.EGRESS), false, true))
                .isFalse();
        assertThat(KnownBy.ALWAYS_THERE.speaks(Set.of(ToolLabel.EGRESS), false, true))
                .isTrue();
    }
}
