package dev.mandate.cli.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate sign-ins}: where somebody is signed in, and that he is no more. */
@Command(
        name = "sign-ins",
        description =
                "Where a person is signed in; end one of them, or all, with the tasks that were given from there.")
final class SignInsCommand {
    private static final String WHO = "a person: name, employee id or id";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(name = "list", description = "Those that count now.")
    int list(@Parameters(paramLabel = "WHO", description = WHO) String who) {
        var context = CommandContext.of(options);
        System.out.print(text(signIns(context, path(context, who))));
        return 0;
    }

    @Command(
            name = "end",
            description =
                    "End one, with the tasks that agents were given from there; without its id all that the person has begun.")
    int end(
            @Parameters(index = "0", paramLabel = "WHO", description = WHO) String who,
            @Parameters(index = "1", arity = "0..1", paramLabel = "SIGN-IN", description = "its id, ses_…") @Nullable
                    String signIn,
            @Option(
                            names = "--keep-tasks",
                            description = "what agents do for the person goes on: it was he who said so")
                    boolean keep,
            @Option(names = "--reason", description = "why, where all end") @Nullable String reason) {
        var context = CommandContext.of(options);
        var path = path(context, who);
        if (signIn == null && !keep) {
            var body = new HashMap<String, String>();
            if (reason != null) body.put("reason", reason);
            context.api()
                    .post(Service.IDENTITY, path + "/sign-out", context.admin(), body)
                    .orRefuse();
            System.out.println("  all that was begun as " + who + " has ended, and every task that was given");
            return 0;
        }
        var ending = signIn == null
                ? signIns(context, path).stream()
                        .map(one -> one.path("id").asText())
                        .toList()
                : List.of(signIn);
        for (var id : ending)
            System.out.println("  " + id
                    + ended(context.api()
                            .post(
                                    Service.IDENTITY,
                                    path + "/sign-ins/" + ApiClient.encode(id) + "/end",
                                    context.admin(),
                                    Map.of("tasks", !keep))
                            .orRefuse()));
        if (ending.isEmpty()) System.out.println("  " + who + " is signed in nowhere");
        return 0;
    }

    static String ended(JsonNode answer) {
        var tasks = answer.path("tasks").asInt();
        return (answer.path("ended").asBoolean() ? " has ended" : " had ended before")
                + (tasks == 0
                        ? ""
                        : tasks == 1 ? ", and now one task from there" : ", and now " + tasks + " tasks from there");
    }

    static String text(List<JsonNode> signIns) {
        var table = new Table("sign-in", "browser", "from", "since", "last used", "how");
        for (var one : signIns)
            table.row(
                    one.path("id").asText(),
                    one.path("browser").asText("-"),
                    one.path("address").asText(),
                    one.path("createdAt").asText(),
                    one.path("lastUsedAt").asText(),
                    one.path("acr").asText().replace("urn:mandate:acr:", ""));
        return table.toString();
    }

    private static List<JsonNode> signIns(CommandContext context, String path) {
        var answer = context.api()
                .get(Service.IDENTITY, path + "/sign-ins", context.admin())
                .plain()
                .orRefuse();
        return StreamSupport.stream(answer.spliterator(), false).toList();
    }

    private static String path(CommandContext context, String who) {
        return "/identities/" + ApiClient.encode(Lookup.idOf(context.lookup().person(who)));
    }
}
