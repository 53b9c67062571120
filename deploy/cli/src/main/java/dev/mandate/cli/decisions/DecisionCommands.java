package dev.mandate.cli.decisions;

import java.util.List;

/** The commands of this room, which alone knows their classes. */
public final class DecisionCommands {
    public static final List<Class<?>> ALL =
            List.of(CheckCommand.class, FilterCommand.class, CallCommand.class, TokenCommand.class);

    private DecisionCommands() {}
}
