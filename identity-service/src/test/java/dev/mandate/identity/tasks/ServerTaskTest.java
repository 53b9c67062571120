package dev.mandate.identity.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.catalogue.CatalogueTool;
import dev.mandate.identity.uses.PastUses;
import dev.mandate.messaging.result.Result;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTaskTest {
    private static final List<String> OFFERED = List.of("files.read", "files.write");

    @Test
    void it_is_what_the_person_left_and_said() {
        assertThat(read(List.of("files.read"), "30", "  look for the plan "))
                .isEqualTo(Result.done(new ServerTask(
                        List.of(new ToolScope("files.read", List.of())), Duration.ofMinutes(30), "look for the plan")));
    }

    @Test
    void at_most_thirty_tools_that_were_offered_are_left_each_once() {
        var many = IntStream.range(0, 31).mapToObj(i -> "files.t" + i).toList();
        assertThat(ServerTask.read(many, "5", "", many, Duration.ofHours(1)))
                .isEqualTo(Result.refused("These are more than 30 tools. Please leave it fewer."));
        assertThat(ServerTask.read(many.subList(0, 30), "5", "", many, Duration.ofHours(1)))
                .isInstanceOf(Result.Done.class);
        assertThat(read(List.of(), "5", "")).isInstanceOf(Result.Refused.class);
        assertThat(read(List.of("files.read", "crm.read"), "5", "")).isInstanceOf(Result.Refused.class);
        assertThat(read(Collections.nCopies(2, "files.read"), "5", "")).isInstanceOf(Result.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "61", "-5", "5.0", "", " 5", "1e1", "999999999999999999999"})
    void it_lasts_no_longer_than_was_offered(String minutes) {
        assertThat(read(List.of("files.read"), minutes, "")).isInstanceOf(Result.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one\nand another", "turned \u202e round", "half a \ud800 letter"})
    void what_it_is_for_is_one_plain_line(String words) {
        assertThat(read(List.of("files.read"), "5", words)).isInstanceOf(Result.Refused.class);
    }

    @ParameterizedTest
    @EnumSource(ToolLabel.class)
    void what_is_private_or_has_consequences_is_for_the_person_to_tick(ToolLabel label) {
        assertThat(ToolLines.offered(tool(), PastUses.NOTHING, 1).chosen()).isTrue();
        var labelled = ToolLines.offered(tool(label), PastUses.NOTHING, 1);
        assertThat(labelled.chosen()).isEqualTo(label == ToolLabel.UNTRUSTED);
        assertThat(labelled.does()).hasSize(1);
    }

    private static CatalogueTool tool(ToolLabel... labels) {
        return new CatalogueTool("files.x", "X", null, "files", null, Set.of(labels), Optional.empty());
    }

    @Test
    void the_usual_time_is_offered_first_among_shorter_and_longer_ones() {
        var choices = DurationChoices.upTo(Duration.ofMinutes(90), Duration.ofMinutes(15));
        assertThat(choices).extracting(TaskView.Choice::minutes).containsExactly(5L, 15L, 30L, 60L, 90L);
        assertThat(choices)
                .filteredOn(TaskView.Choice::chosen)
                .extracting(TaskView.Choice::minutes)
                .containsExactly(15L);
        assertThat(DurationChoices.upTo(Duration.ofMinutes(4), Duration.ofMinutes(15)))
                .extracting(TaskView.Choice::words)
                .containsExactly("4 minutes");
    }

    private static Result<ServerTask, String> read(List<String> tools, String minutes, String words) {
        return ServerTask.read(tools, minutes, words, OFFERED, Duration.ofHours(1));
    }
}
