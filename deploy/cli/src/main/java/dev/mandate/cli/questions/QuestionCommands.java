package dev.mandate.cli.questions;

import java.util.List;

/** The commands of this room, which alone knows their classes. */
public final class QuestionCommands {
    public static final List<Class<?>> ALL =
            List.of(AskCommand.class, ShowCommand.class, ExplainCommand.class, ReplayCommand.class, WatchCommand.class);

    private QuestionCommands() {}
}
