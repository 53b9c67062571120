package dev.mandate.cli.access;

import java.util.List;

/** The commands of this room, which alone knows their classes. */
public final class AccessCommands {
    public static final List<Class<?>> ALL = List.of(
            InviteCommand.class,
            GrantsCommand.class,
            DelegateCommand.class,
            TaskCapsCommand.class,
            ApprovalsCommand.class,
            LeaveCommand.class,
            StopCommand.class,
            ResumeCommand.class);

    private AccessCommands() {}
}
