package dev.mandate.cli.clients;

import java.util.List;

/** The commands of this room, which alone knows their classes. */
public final class ClientCommands {
    public static final List<Class<?>> ALL = List.of(
            AgentsCommand.class,
            WorkloadsCommand.class,
            TrustCommand.class,
            ScimCommand.class,
            SecretsCommand.class,
            ClientsCommand.class,
            CrossAppCommand.class,
            OffersCommand.class,
            SignInsCommand.class);

    private ClientCommands() {}
}
