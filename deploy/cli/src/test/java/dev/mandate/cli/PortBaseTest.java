package dev.mandate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PortBaseTest {
    @Test
    void whoever_may_say_it_of_a_command_may_say_it_at_the_end_of_each_of_its_own() {
        var parents = Mandate.commands().getSubcommands().values().stream()
                .filter(command -> !command.getSubcommands().isEmpty())
                .filter(PortBaseTest::takesIt)
                .toList();
        assertThat(parents).hasSizeGreaterThan(5);
        var without = new ArrayList<String>();
        for (var parent : parents)
            for (var own : parent.getSubcommands().values())
                if (!takesIt(own)) without.add(parent.getCommandName() + " " + own.getCommandName());
        assertThat(without).isEqualTo(List.of());
    }

    @Test
    void what_stands_at_the_end_is_what_counts_for_the_whole() {
        var line = Mandate.commands();
        line.parseArgs("mcp", "tools", "--port-base", "18080");
        var mcp = line.getSubcommands().get("mcp").getCommandSpec();
        assertThat(mcp.findOption("--port-base").<Integer>getValue()).isEqualTo(18080);
    }

    private static boolean takesIt(CommandLine command) {
        return command.getCommandSpec().findOption("--port-base") != null;
    }
}
