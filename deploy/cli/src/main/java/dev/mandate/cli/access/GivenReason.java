package dev.mandate.cli.access;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Why somebody stops something, or lets it go on. */
public final class GivenReason {
    @Option(names = "--reason", description = "why, for the record: one line")
    private @Nullable String reason;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** @throws Missing if none is given */
    String orRefuse() {
        if (reason == null)
            throw new Missing(
                    command.commandLine(),
                    "say why, for the record: add --reason and a line, such as --reason 'its key leaked'");
        return reason;
    }

    /** All else was typed as it should be, so that how it is typed needs no telling. */
    public static final class Missing extends ParameterException {
        Missing(CommandLine command, String message) {
            super(command, message);
        }
    }
}
