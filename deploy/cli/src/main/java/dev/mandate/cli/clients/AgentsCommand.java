package dev.mandate.cli.clients;

import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mandate agents}: which there are, and a new one. {@code show} opens one. */
@Command(
        name = "agents",
        description =
                "Register an agent; list agents with who answers for each. `show` opens one, `stop` and `resume` hold it.",
        subcommands = RegisterAgentCommand.class)
final class AgentsCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    SystemOptions options;

    @Command(name = "list", description = "All of them, or those of a person.")
    int list(
            @Option(
                            names = "--owner",
                            paramLabel = "PERSON",
                            description = "whose: a name, mail address, employee id or id")
                    @Nullable
                    String owner) {
        var context = CommandContext.of(options);
        System.out.print(owner == null ? all(context) : of(NewThing.person(context, owner), context));
        return 0;
    }

    private static Table all(CommandContext context) {
        var table = new Table("name", "id", "status", "answers for it");
        for (var agent : context.api().items(Service.IDENTITY, "/clients?kind=agent&limit=200", context.admin()))
            table.row(
                    agent.path("name").asText(),
                    agent.path("client").asText(),
                    agent.path("status").asText().toLowerCase(Locale.ROOT),
                    agent.hasNonNull("owner")
                            ? context.lookup().nameOf(agent.path("owner").asText())
                            : "-");
        return table;
    }

    private static Table of(String owner, CommandContext context) {
        var table = new Table("name", "id", "status", "may act");
        var path = "/agents?limit=200&owner=" + ApiClient.encode(owner);
        for (var agent : context.api().items(Service.IDENTITY, path, context.admin()))
            table.row(
                    agent.path("displayName").asText(),
                    agent.path("identity").asText(),
                    agent.path("status").asText().toLowerCase(Locale.ROOT),
                    agent.path("mayAct").asBoolean()
                            ? "yes"
                            : agent.path("obstacle").asText());
        return table;
    }
}
