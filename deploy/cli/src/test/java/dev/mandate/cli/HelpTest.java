package dev.mandate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {
    static Stream<CommandSpec> commands() {
        return below(Mandate.commands());
    }

    private static Stream<CommandSpec> below(CommandLine line) {
        return Stream.concat(
                Stream.of(line.getCommandSpec()),
                line.getSubcommands().values().stream().flatMap(HelpTest::below));
    }

    /** A lone percent sign is told on the console beside the help: it has to be two. */
    @ParameterizedTest
    @MethodSource("commands")
    void what_a_command_says_of_itself_can_be_printed(CommandSpec command) {
        var texts = new ArrayList<String>();
        Collections.addAll(texts, command.usageMessage().description());
        Collections.addAll(texts, command.usageMessage().footer());
        for (var argument : command.args()) Collections.addAll(texts, argument.description());
        assertThat(texts)
                .allSatisfy(text -> assertThatCode(() -> String.format(text)).doesNotThrowAnyException());
    }
}
