package dev.mandate.cli;

import dev.mandate.cli.access.AccessCommands;
import dev.mandate.cli.clients.ClientCommands;
import dev.mandate.cli.deadletters.DeadLettersCommand;
import dev.mandate.cli.decisions.DecisionCommands;
import dev.mandate.cli.evaluation.EvaluateRiskCommand;
import dev.mandate.cli.findings.FindingsCommand;
import dev.mandate.cli.first.UpCommand;
import dev.mandate.cli.login.LoginCommand;
import dev.mandate.cli.login.LogoutCommand;
import dev.mandate.cli.login.MissingRole;
import dev.mandate.cli.login.WhoamiCommand;
import dev.mandate.cli.mcp.McpCommand;
import dev.mandate.cli.policies.PoliciesCommand;
import dev.mandate.cli.proposals.ProposalsCommand;
import dev.mandate.cli.provisioning.ProvisionCommand;
import dev.mandate.cli.questions.QuestionCommands;
import dev.mandate.cli.rules.RulesCommand;
import dev.mandate.cli.running.DownCommand;
import dev.mandate.cli.running.IdleCommand;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.LogsCommand;
import dev.mandate.cli.running.StatusCommand;
import dev.mandate.cli.running.StopOnInterrupt;
import dev.mandate.cli.story.DemoCommand;
import dev.mandate.cli.trail.TrailCommand;
import dev.mandate.cli.wrap.BridgeCommand;
import dev.mandate.cli.wrap.UnwrapCommand;
import dev.mandate.cli.wrap.WrapCommand;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code deploy/mandate}: what people call. Exit 0 for done, 1 for failed, 2 for a wrong call, 3 where a check or a call was denied, 4 for what waits for people. */
@Command(
        name = "mandate",
        description = "Identity and access management for people and AI agents.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            IdleCommand.class,
            LogsCommand.class,
            ProvisionCommand.class,
            FindingsCommand.class,
            TrailCommand.class,
            EvaluateRiskCommand.class,
            PoliciesCommand.class,
            RulesCommand.class,
            ProposalsCommand.class,
            DeadLettersCommand.class,
            McpCommand.class,
            WrapCommand.class,
            UnwrapCommand.class,
            BridgeCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            WhoamiCommand.class,
            HelpCommand.class
        },
        footer = {"", "What else one does and takes: mandate COMMAND --help"})
public final class Mandate {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Say how it is called.")
    private boolean help;

    private Mandate() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** As {@code main}, but gives the exit code back. */
    public static int run(String... args) {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Logger.getLogger("").setLevel(Level.SEVERE);
        // What its clients write there they throw as well, and then it is told in words.
        Logger.getLogger("org.apache.kafka").setLevel(Level.OFF);
        return commands().execute(args);
    }

    static CommandLine commands() {
        var line = new CommandLine(new Mandate());
        for (var room : List.of(DecisionCommands.ALL, QuestionCommands.ALL, AccessCommands.ALL, ClientCommands.ALL))
            room.forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandOverview());
        TypedText.readBy(line);
        line.setParameterExceptionHandler(new Misspelt(line.getParameterExceptionHandler()));
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (StopOnInterrupt.isStopping()) return 1;
            command.getErr().println("mandate: " + Failure.inWords(e, Layout.ofThisCheckout()));
            MissingRole.words(e, Layout.ofThisCheckout()).ifPresent(command.getErr()::println);
            if (System.getenv("MANDATE_TRACE") != null) e.printStackTrace();
            return 1;
        });
        return line;
    }
}
