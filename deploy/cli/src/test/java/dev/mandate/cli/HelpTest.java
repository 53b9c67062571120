package dev.mandate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {
    private static final Pattern SENTENCES_OR_COLUMNS = Pattern.compile(".*[.:?!]|");

    static Stream<CommandSpec> commands() {
        return below(Mandate.commands());
    }

    private static Stream<CommandSpec> below(CommandLine line) {
        return Stream.concat(
                Stream.of(line.getCommandSpec()),
                line.getSubcommands().values().stream().flatMap(HelpTest::below));
    }

    @Test
    void every_command_stands_in_one_group_of_the_overview() {
        var grouped = new ArrayList<String>();
        for (var group : CommandGroup.values()) grouped.addAll(group.commands());
        assertThat(grouped)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Mandate.commands().getSubcommands().keySet().stream()
                        .filter(name -> !name.equals("help"))
                        .toList());
    }

    @Test
    void the_overview_has_a_sentence_for_each_command_under_what_it_is_for() {
        assertThat(Mandate.commands().getUsageMessage(Ansi.OFF))
                .contains("What waits for a person%n  approvals".formatted())
                .contains("  stop ", "Stop a client, agent")
                .doesNotContain("each of its requests is refused");
    }

    @Test
    void help_of_a_command_is_what_it_says_by_its_option() {
        var told = new StringWriter();
        var line = Mandate.commands().setOut(new PrintWriter(told));
        assertThat(line.execute("help", "stop")).isZero();
        assertThat(told.toString()).isEqualTo(line.getSubcommands().get("stop").getUsageMessage(Ansi.OFF));
    }

    @Test
    void help_of_a_command_that_there_is_not_names_the_one_that_may_be_meant() {
        var told = new StringWriter();
        assertThat(Mandate.commands().setErr(new PrintWriter(told)).execute("help", "agents", "regster"))
                .isEqualTo(2);
        assertThat(told.toString()).contains("'regster'; did you mean register?");
    }

    /** A lone percent sign is told on the console beside the help: it has to be two. */
    @ParameterizedTest
    @MethodSource("commands")
    void what_a_command_says_of_itself_can_be_printed(CommandSpec command) {
        assertThat(texts(command).flatMap(List::stream))
                .allSatisfy(text -> assertThatCode(() -> String.format(text)).doesNotThrowAnyException());
    }

    /** Each line is wrapped where the terminal ends, so that one that was broken before stops halfway. */
    @ParameterizedTest
    @MethodSource("commands")
    void what_a_command_says_of_itself_has_its_lines_broken_behind_sentences_alone(CommandSpec command) {
        assertThat(texts(command))
                .allSatisfy(text -> assertThat(text.stream().limit(Math.max(0, text.size() - 1)))
                        .allSatisfy(line -> assertThat(line).matches(SENTENCES_OR_COLUMNS)));
    }

    private static Stream<List<String>> texts(CommandSpec command) {
        var usage = command.usageMessage();
        return Stream.concat(
                        Stream.of(usage.header(), usage.description(), usage.footer()),
                        command.args().stream().map(ArgSpec::description))
                .map(lines -> Stream.of(lines)
                        .flatMap(line -> Stream.of(line.split("%n|\\R")))
                        .toList());
    }
}
