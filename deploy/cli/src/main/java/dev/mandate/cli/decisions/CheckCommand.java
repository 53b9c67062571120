package dev.mandate.cli.decisions;

import dev.mandate.authz.client.Decision;
import dev.mandate.authz.client.Question;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.NearNames;
import dev.mandate.cli.running.SystemOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code mandate check AGENT TOOL}: what the agent would be answered under its newest delegation, as a dry run, which counts nowhere. {@code
 * mandate check WHO APPLICATION TYPE ID ACTION}: what the application would be. Exits 0 for an allow.
 */
@Command(
        name = "check",
        description =
                "Would this agent be allowed this call now? Or this person or agent this, of a resource of an application?"
                        + " A dry run: it is on record as asked, counts nowhere, and asks nobody. Exits 0 for allow, 3 for deny.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = "the agent's id or name; with an application, a person's too")
    @SuppressWarnings("NullAway.Init")
    private String who;

    @Parameters(index = "1", description = "the tool, for example email.send; or an application")
    @SuppressWarnings("NullAway.Init")
    private String what;

    @Parameters(
            index = "2..*",
            paramLabel = "<type> <id> <action>",
            description = "of the application's resource, for example: invoice inv-4711 approve")
    private List<String> resource = new ArrayList<>();

    @Option(
            names = "--attribute",
            paramLabel = "<name=value>",
            description =
                    "an attribute of the application's resource, name=value, where the value is JSON or else text;"
                            + " may be repeated")
    private Map<String, String> attributes = new HashMap<>();

    @Option(
            names = "--argument",
            paramLabel = "<name=value>",
            description = "an argument of the call, name=value, where the value is JSON or else text; may be repeated")
    private Map<String, String> arguments = new HashMap<>();

    @Override
    public Integer call() {
        var context = CommandContext.of(options);
        if (!resource.isEmpty()) {
            var question = new ResourceQuestion(context.api(), context.admin());
            return DecisionText.told(
                    asked(context, question.of(who, what, resource, TypedArguments.of(attributes))), context);
        }
        var signedIn = AgentSignIn.of(context, who);
        var typed = TypedArguments.of(arguments);
        var call = Question.about("agent", signedIn.id())
                .doing("call", "tool", what)
                .with(typed);
        // An agent that gets no token can't ask any more; a gateway still can, and is told why not.
        var question = signedIn.token().map(call::presenting).orElseGet(() -> {
            var delegation = signedIn.delegation();
            return delegation.isEmpty() ? call : call.under(delegation);
        });
        var decision = asked(context, question);
        var exit = DecisionText.told(decision, context);
        new NearNames(context.api(), context.admin())
                .ofCall(what, typed.keySet(), decision.reason())
                .ifPresent(System.out::println);
        return exit;
    }

    private static Decision asked(CommandContext context, Question question) {
        return context.api().authz(context.admin()).dryRun(question).join().would();
    }
}
