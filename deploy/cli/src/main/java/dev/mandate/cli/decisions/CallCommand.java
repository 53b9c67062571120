package dev.mandate.cli.decisions;

import dev.mandate.authz.client.CallDenied;
import dev.mandate.authz.client.Guard;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.NearNames;
import dev.mandate.cli.running.SystemOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code mandate call AGENT TOOL}: plays a call of an agent of the demo's organisation, under its newest delegation. It is decided, counts, uses up
 * an approval, and is told of as made; no tool runs. Exits 0 where it was allowed.
 */
@Command(
        name = "call",
        description =
                "Play this call of the agent: it is decided and, if it is allowed, told of as made. It counts in its session, and uses up an"
                        + " approval; no tool runs. For trying things out; what would be answered `check` says. Exits 0 for allow, 3 for deny.")
final class CallCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = "the agent's id or name")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Parameters(index = "1", description = "the tool, for example email.send")
    @SuppressWarnings("NullAway.Init")
    private String tool;

    @Option(
            names = "--argument",
            paramLabel = "<name=value>",
            description = "an argument of the call, name=value, where the value is JSON or else text; may be repeated")
    private Map<String, String> arguments = new HashMap<>();

    @Option(names = "--answer", description = "what the tool answers, as a model reads it; by default nothing")
    private String answer = "";

    @Override
    public Integer call() throws Exception {
        var context = CommandContext.of(options);
        var signedIn = AgentSignIn.of(context, agent);
        var token = signedIn.tokenOrTold(options);
        if (token.isEmpty()) return 1;
        var typed = TypedArguments.of(arguments);
        try {
            Guard.of(context.api().authz(token.get())).call(tool, typed, () -> answer);
        } catch (CallDenied denied) {
            var exit = DecisionText.told(denied.decision(), context);
            new NearNames(context.api(), context.admin())
                    .ofCall(tool, typed.keySet(), denied.decision().reason())
                    .ifPresent(System.out::println);
            return exit;
        }
        var delegation = signedIn.delegation();
        System.out.println("allow, and told of as made: `deploy/mandate replay "
                + (delegation.isEmpty() ? "agent:" + signedIn.id() : delegation) + "` has it");
        return 0;
    }
}
