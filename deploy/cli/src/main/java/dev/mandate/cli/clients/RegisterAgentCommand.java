package dev.mandate.cli.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.running.Service;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code mandate agents register}: an agent with its client, and the person who answers for it. */
@Command(
        name = "register",
        description = "Register an agent and its client. It is made once, even where no answer comes.")
final class RegisterAgentCommand implements Callable<Integer> {
    /** Who may delegate to it. */
    enum Delegators {
        OWNER,
        EVERYBODY
    }

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private AgentsCommand agents;

    @Parameters(paramLabel = "NAME", description = "what people see")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--owner", paramLabel = "PERSON", description = NewThing.OWNER)
    private @Nullable String owner;

    @Option(names = "--platform", required = true, description = "what runs it, a word")
    @SuppressWarnings("NullAway.Init")
    private String platform;

    @Option(names = "--purpose", required = true, description = "what it is for, a word that policies may use")
    @SuppressWarnings("NullAway.Init")
    private String purpose;

    @Option(
            names = "--delegators",
            description =
                    "who may hand tasks to it: owner (without it) or everybody; for a list PUT /agents/{id}/delegators")
    private @Nullable Delegators delegators;

    @Option(
            names = "--redirect-uri",
            paramLabel = "URL",
            description = "where people come back to whom it asks for a task; may be repeated")
    private List<String> redirectUris = List.of();

    @Option(
            names = "--grant",
            description =
                    "beside those of machines: device_code, to ask people without a browser of its own; may be repeated")
    private List<String> grants = List.of();

    @Option(names = "--model", description = "the model that it thinks with")
    private @Nullable String model;

    @Option(names = "--model-version", description = "the version of that model")
    private @Nullable String version;

    @Option(names = "--provider", description = "whose model that is")
    private @Nullable String provider;

    @Option(names = "--environment", description = "where it runs, a word such as production")
    private @Nullable String environment;

    @Option(names = "--autonomy", description = "supervised, delegated or autonomous")
    private @Nullable Autonomy autonomy;

    @Option(names = "--protocol", description = "what it speaks, such as mcp; may be repeated")
    private List<String> protocols = List.of();

    @Option(names = "--parent", paramLabel = "AGENT", description = "which agent makes it, for good: a name or id")
    private @Nullable String parent;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ActingTime time;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private OwnKeys keys;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SecretPlace secret;

    @Override
    public Integer call() throws IOException {
        return register(CommandContext.of(agents.options));
    }

    int register(CommandContext context) throws IOException {
        var wanted = wanted(context);
        return secret.whileThereIsRoom(shown -> {
            var made = context.api()
                    .create(Service.IDENTITY, "/agents", context.admin(), wanted)
                    .orRefuse();
            System.out.println(NewThing.registered(name, made));
            NewThing.tellSecret(made, shown, secret);
            System.out.print(next(made, context));
            return 0;
        });
    }

    private Map<String, Object> wanted(CommandContext context) throws IOException {
        var wanted = new LinkedHashMap<String, Object>();
        wanted.put("name", name);
        wanted.put("platform", platform);
        wanted.put("purpose", purpose);
        if (owner != null) wanted.put("owner", NewThing.person(context, owner));
        if (delegators != null) wanted.put("delegators", delegators.name());
        if (!redirectUris.isEmpty()) wanted.put("redirectUris", redirectUris);
        if (!grants.isEmpty())
            wanted.put("grantTypes", grants.stream().map(ClientsCommand::grant).toList());
        var described = described();
        if (!described.isEmpty()) wanted.put("described", described);
        time.into(wanted);
        if (parent != null) wanted.put("parent", Lookup.idOf(context.lookup().agent(parent)));
        keys.into(wanted);
        return wanted;
    }

    private Map<String, Object> described() {
        var described = new LinkedHashMap<String, Object>();
        if (model != null) described.put("model", model);
        if (version != null) described.put("version", version);
        if (provider != null) described.put("provider", provider);
        if (environment != null) described.put("environment", environment);
        if (autonomy != null) described.put("autonomy", autonomy.name());
        if (!protocols.isEmpty()) described.put("protocols", protocols);
        return described;
    }

    private String next(JsonNode made, CommandContext context) {
        var token = made.hasNonNull("clientSecret")
                ? NewThing.tokenOf(made.path("clientId").asText(), secret, context)
                : "";
        return NewThing.offered(made, context) + token + "  hand it a task: deploy/mandate delegate PERSON "
                + ShellWord.quoted(name) + " TOOL…\n";
    }
}
