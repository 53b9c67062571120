package dev.mandate.cli.access;

import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.ShownTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate delegate PERSON AGENT TOOL…}: the person signs in through the organisation's sign-in and delegates a task. */
@Command(name = "delegate", description = "Delegate a task to an agent, as a person of the demo's organisation.")
final class DelegateCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = "the person's name or employee id; me for who signed in by login")
    @SuppressWarnings("NullAway.Init")
    private String person;

    @Parameters(index = "1", description = "the agent's id or name")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Parameters(
            index = "2..*",
            arity = "1..*",
            description =
                    "the tools that it may call, what it may do with an application's resources: invoicing/invoice:approve,"
                            + " and the models that it may use: model:general-small, or model:* for all; without any, policies say")
    @SuppressWarnings("NullAway.Init")
    private List<String> tools;

    @Option(names = "--task", defaultValue = "as asked on the command line", description = "what it is for")
    @SuppressWarnings("NullAway.Init")
    private String task;

    @Option(names = "--minutes", defaultValue = "60", description = "how long it lasts (default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(names = "--tokens", description = "how many tokens of each model that is named, else of all together")
    private @Nullable Long tokens;

    @Option(names = "--calls", description = "how often each model that is named, else any, may be asked")
    private @Nullable Long calls;

    @Override
    public Integer call() {
        var context = CommandContext.of(options);
        var lookup = context.lookup();
        tools.forEach(lookup::requireInScope);
        var token = context.tokenOf(person);
        var made = context.api()
                .create(
                        Service.IDENTITY,
                        "/delegations",
                        token,
                        Map.of(
                                "agent", Lookup.idOf(lookup.agent(agent)),
                                "task", task,
                                "scope", DelegatedScope.of(tools, tokens, calls),
                                "expiresAt", Instant.now().plus(Duration.ofMinutes(minutes))))
                .plain()
                .orRefuse();
        System.out.println("delegated until " + ShownTime.of(made.path("expiresAt")) + "   ["
                + made.path("delegation").asText() + "]");
        return 0;
    }
}
