package dev.mandate.cli;

import dev.mandate.cli.access.GivenReason;
import dev.mandate.cli.client.Suggested;
import dev.mandate.messaging.names.NearName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says which command or option may be meant by what there isn't: the library looks for what shares letters, by which {@code lst} is {@code test}. */
final class Misspelt implements IParameterExceptionHandler {
    private final IParameterExceptionHandler otherwise;

    Misspelt(IParameterExceptionHandler otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] typed) throws Exception {
        if (wrong instanceof GivenReason.Missing) return told(wrong, "");
        var meant = wrong instanceof UnmatchedArgumentException unmatched ? meant(unmatched) : "";
        return meant.isEmpty() ? otherwise.handleParseException(wrong, typed) : told(wrong, meant);
    }

    private static int told(ParameterException wrong, String meant) {
        var command = wrong.getCommandLine();
        command.getErr().println(wrong.getMessage() + meant);
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String meant(UnmatchedArgumentException unmatched) {
        var typed = unmatched.getUnmatched();
        return typed.isEmpty()
                ? ""
                : Suggested.meant(NearName.of(typed.get(0), there(unmatched.getCommandLine(), typed)));
    }

    private static Collection<String> there(CommandLine command, List<String> typed) {
        if (!typed.get(0).startsWith("-")) return command.getSubcommands().keySet();
        var names = new ArrayList<String>();
        for (var option : command.getCommandSpec().options()) names.addAll(List.of(option.names()));
        return names;
    }
}
