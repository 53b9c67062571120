package dev.mandate.cli.wrap;

import dev.mandate.cli.client.OperationRecord;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.SystemOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate wrap}: the gateway before every MCP server that an agent is configured with. */
@Command(
        name = "wrap",
        description =
                "Put the gateway before every MCP server that an agent has: for as long as a command runs, or in a"
                        + " client's file until `unwrap`. Signs you in, and asks you on a page what the agent may do.")
public final class WrapCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");
    private static final Set<String> OF_NO_CLIENT = Set.of("mcp", "mcp-config", "config", "settings");

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Option(
            names = "--config",
            description =
                    "the file in which the client has its servers, as mcpServers or servers; before a command, without"
                            + " this, the one that the command names, else .mcp.json, .cursor/mcp.json, .vscode/mcp.json or"
                            + " .gemini/settings.json here")
    private @Nullable Path config;

    @Option(
            names = "--agent",
            description = "what the agent is called (default: the command, or the file, or its folder)")
    private @Nullable String agent;

    @Option(names = "--task", description = "what it is to do, as you will read it on the page")
    private @Nullable String task;

    @Option(
            names = "--minutes",
            defaultValue = "60",
            description = "for how long (default: ${DEFAULT-VALUE}, at most 480)")
    private int minutes;

    @Option(
            names = "--tool",
            description =
                    "ask for this tool alone, by its name in the catalogue; may be repeated (default: all that were accepted)")
    private List<String> tools = List.of();

    @Option(
            names = "--as",
            description = "what a server is called at the gateway, such as --as 'My Files=files'; may be repeated")
    private Map<String, String> names = Map.of();

    @Option(
            names = "--asks",
            paramLabel = "SERVER=forms,sampling",
            description =
                    "a server, by its name at the gateway, may ask you by forms, or your client's model, while it has a call; may be repeated")
    private Map<String, String> asks = Map.of();

    @Option(
            names = "--yes",
            description = "the servers may be started and reached; otherwise they are shown, and you are asked")
    private boolean yes;

    @Option(names = "--renew", description = "ask for a new task, for a file that is wrapped already")
    private boolean renew;

    @Parameters(arity = "0..*", description = "after --, the agent's command and its arguments")
    private List<String> command = List.of();

    @Override
    public Integer call() throws Exception {
        if (renew && !command.isEmpty())
            throw new IllegalArgumentException("--renew is for a file that stays wrapped, and takes no command");
        var system = options.system();
        var file = command.isEmpty() ? named() : config == null ? AgentCommand.configuration(command, here()) : named();
        requireUp(system);
        var wraps = new Wraps(system.layout());
        if (renew) {
            var known = wraps.of(file)
                    .orElseThrow(() ->
                            new IllegalStateException(file + " isn't wrapped; without --renew it is wrapped now"));
            return asks(system, wraps, known);
        }
        if (command.isEmpty()) {
            var wrap = wraps(system, wraps, file, null);
            System.out.println("Wrapped " + file + ": " + String.join(", ", wrap.servers())
                    + " stand behind the gateway, and what the file was is in "
                    + wraps.backup(wrap) + ", for you alone.");
            System.out.println("`deploy/mandate unwrap --config " + file + "` undoes it. Start the client anew.");
            return asks(system, wraps, wrap);
        }
        var run = UUID.randomUUID().toString();
        try (var guardian =
                Guardian.before(script(system, "unwrap", "--after-run", run, "--config", file.toString()))) {
            var wrap = wraps(system, wraps, file, run);
            return new AgentCommand(command, here())
                    .runs(() -> asks(system, wraps, wrap), () -> undoes(system, file, run));
        }
    }

    private Wrap wraps(MandateSystem system, Wraps wraps, Path file, @Nullable String run) throws InterruptedException {
        return new Wrapping(system, wraps, System.out::println)
                .wrap(
                        new Wrapping.Request(file, here(), names, name(file), asks, script(system, "bridge"), run),
                        System.getenv(),
                        StartConsent.atTerminal(wraps, yes),
                        (server, digests) -> {
                            AgentTask.signIn(system);
                            new OperationRecord(options).toolsAccepted(server, digests, true);
                        });
    }

    /** Nothing may be called before somebody has agreed; the file stays wrapped. */
    private int asks(MandateSystem system, Wraps wraps, Wrap wrap) throws InterruptedException {
        var agentTask = new AgentTask(system, System.out::println);
        var registered = agentTask.registered(wrap);
        note(system, wraps, registered);
        var asked = agentTask.tools(registered, tools);
        if (asked.isEmpty()) {
            System.out.println(
                    "So there is nothing to agree to yet, and the agent sees no tool. Once some are accepted, and permitted to you:"
                            + " deploy/mandate wrap --renew --config " + wrap.file());
            return 0;
        }
        var words = task == null ? "What I ask of " + wrap.agent() : task;
        note(system, wraps, agentTask.agreed(registered, asked, words, Duration.ofMinutes(minutes)));
        return 0;
    }

    private static void undoes(MandateSystem system, Path file, String run) {
        new Wrapping(system, new Wraps(system.layout()), System.out::println)
                .undoAfterCommand(file, run, new AgentTask(system, System.err::println)::ends);
    }

    /** Of a file that was unwrapped while somebody signed in or agreed, nobody else would end the task, and a command would go past the gateway. */
    private static void note(MandateSystem system, Wraps wraps, Wrap wrap) {
        try (var alone = system.alone(System.out::println)) {
            if (wraps.note(wrap)) return;
        }
        new AgentTask(system, System.out::println).ends(wrap);
        throw new IllegalStateException(wrap.file() + " was unwrapped meanwhile, so that nothing may be called, and"
                + " nothing is started; wrap it again");
    }

    private static void requireUp(MandateSystem system) {
        var absent = system.states().stream()
                .filter(state -> !state.running())
                .map(state -> state.name())
                .collect(Collectors.joining(", "));
        if (!absent.isEmpty())
            throw new IllegalStateException((system.isDown() ? "the system isn't running" : absent + " doesn't run")
                    + "; start it first: deploy/mandate up");
    }

    private Path named() {
        if (config == null)
            throw new IllegalArgumentException(
                    "name the client's file by --config FILE, or the agent's command after --");
        return ClientFile.real(here().resolve(config));
    }

    private String name(Path file) {
        var chosen = agent != null
                ? agent
                : command.isEmpty()
                        ? nameOf(file)
                        : String.valueOf(Path.of(command.get(0)).getFileName());
        if (!NAME.matcher(chosen).matches())
            throw new IllegalArgumentException("--agent is 1 to 64 letters, digits, spaces and . _ -");
        return chosen;
    }

    /** Many clients call their file alike: such a one is told from others by its folder. */
    static String nameOf(Path file) {
        var stem = String.valueOf(file.getFileName()).replaceAll("^\\.|\\.[a-z]+$", "");
        var folder = file.getParent() == null ? null : file.getParent().getFileName();
        if (folder == null || !OF_NO_CLIENT.contains(stem)) return stem;
        var name = folder.toString().replaceAll("^\\.", "");
        return NAME.matcher(name).matches() ? name : stem;
    }

    /** Where it was typed; the script goes to the checkout. */
    static Path here() {
        return Path.of(System.getProperty("mandate.from", "")).toAbsolutePath();
    }

    private static List<String> script(MandateSystem system, String... arguments) {
        var command = new ArrayList<>(
                List.of(system.layout().home().resolve("deploy/mandate").toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
