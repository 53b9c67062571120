package dev.mandate.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code mandate help [COMMAND…]}: as {@code --help}. The library's own has an option that every command here inherits already. */
@Command(name = "help", description = "Say what there is, or how one command is called.")
final class HelpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..*", description = "the command, such as `agents register`")
    private List<String> path = List.of();

    @Override
    public Integer call() {
        var asked = Objects.requireNonNull(spec.parent()).commandLine();
        for (var name : path) asked = below(asked, name);
        asked.usage(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
        return 0;
    }

    private static CommandLine below(CommandLine command, String name) {
        var found = command.getSubcommands().get(name);
        if (found == null) throw new UnmatchedArgumentException(command, List.of(name));
        return found;
    }
}
