package dev.mandate.cli.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.running.Service;
import dev.mandate.events.identity.WorkloadFacts.Kind;
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

/** {@code mandate workloads register}: a service, a CI job or an API key, staged until it is put into use. */
@Command(
        name = "register",
        description = "Register a service, a CI job or an API key. It is made once, even where no answer comes.")
final class RegisterWorkloadCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private WorkloadsCommand workloads;

    @Parameters(paramLabel = "NAME", description = "what people see")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--kind", required = true, description = "service, ci_job or api_key")
    @SuppressWarnings("NullAway.Init")
    private Kind kind;

    @Option(names = "--purpose", required = true, description = "what it is for, a word that policies may use")
    @SuppressWarnings("NullAway.Init")
    private String purpose;

    @Option(names = "--environment", required = true, description = "where it runs, a word such as production")
    @SuppressWarnings("NullAway.Init")
    private String environment;

    @Option(names = "--owner", paramLabel = "PERSON", description = NewThing.OWNER)
    private @Nullable String owner;

    @Option(
            names = "--scope",
            description =
                    "the most that its tokens let do: decisions:evaluate, tools:call; without it both; may be repeated")
    private List<String> scopes = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ActingTime time;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private OwnKeys keys;

    @Override
    public Integer call() throws IOException {
        return register(CommandContext.of(workloads.options));
    }

    int register(CommandContext context) throws IOException {
        var made = context.api()
                .create(Service.IDENTITY, "/workloads", context.admin(), wanted(context))
                .orRefuse();
        System.out.println(NewThing.registered(name, made));
        System.out.print(next(made, context));
        return 0;
    }

    private Map<String, Object> wanted(CommandContext context) throws IOException {
        var wanted = new LinkedHashMap<String, Object>();
        wanted.put("name", name);
        wanted.put("purpose", purpose);
        wanted.put("kind", kind.name());
        wanted.put("environment", environment);
        if (owner != null) wanted.put("owner", NewThing.person(context, owner));
        if (!scopes.isEmpty()) wanted.put("scopes", scopes);
        time.into(wanted);
        keys.into(wanted);
        return wanted;
    }

    private String next(JsonNode made, CommandContext context) {
        var id = made.path("id").asText();
        var secret = keys.areNamed()
                ? ""
                : "  a secret, if it has no keys and no token of its platform: deploy/mandate secrets make " + id
                        + " --secret-file FILE\n";
        return NewThing.offered(made, context) + secret + "  put it into use: deploy/mandate workloads activate " + id
                + "\n";
    }
}
