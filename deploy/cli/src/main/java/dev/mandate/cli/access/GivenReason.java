package dev.mandate.cli.access;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Why somebody stops something, or lets it go on. */
final class GivenReason {
    @Option(names = "--reason", description = "why, for the record: one line")
    private @Nullable String reason;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** @throws ParameterException if none is given */
    String orRefuse() {
        if (reason == null)
            throw new ParameterException(command.commandLine(), "--reason is missing: why, in one line");
        return reason;
    }
}
