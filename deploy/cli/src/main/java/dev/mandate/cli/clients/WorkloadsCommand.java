package dev.mandate.cli.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate workloads}: services, CI jobs and API keys, as an administrator. */
@Command(
        name = "workloads",
        description =
                "Register services, CI jobs and API keys; put one into use, suspend, resume or retire it; take over those of other systems;"
                        + " list them, and those that nobody answers for.",
        subcommands = RegisterWorkloadCommand.class)
final class WorkloadsCommand {
    private static final String WHICH = "a workload: its name or id";
    private static final String WHY = "why, for the record: one line";

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
        var of = owner == null ? "" : "&owner=" + ApiClient.encode(NewThing.person(context, owner));
        var table = new Table("name", "id", "kind", "environment", "status", "answers for it");
        for (var one : context.api().items(Service.IDENTITY, "/workloads?limit=100" + of, context.admin()))
            table.row(
                    one.path("name").asText(),
                    one.path("id").asText(),
                    one.path("kind").asText().toLowerCase(Locale.ROOT),
                    one.path("environment").asText("-"),
                    one.path("status").asText().toLowerCase(Locale.ROOT),
                    one.hasNonNull("owner")
                            ? context.lookup().nameOf(one.path("owner").asText())
                            : "-");
        System.out.print(table);
        return 0;
    }

    @Command(name = "activate", description = "Put one that is staged into use.")
    int activate(@Parameters(paramLabel = "WORKLOAD", description = WHICH) String which) {
        return move(which, "activate", null);
    }

    @Command(name = "confirm", description = "Say that it is what it was registered as, so that policies go by that.")
    int confirm(@Parameters(paramLabel = "WORKLOAD", description = WHICH) String which) {
        return move(which, "confirm", null);
    }

    @Command(name = "suspend", description = "It gets no token until it is resumed, and those that it has are void.")
    int suspend(
            @Parameters(paramLabel = "WORKLOAD", description = WHICH) String which,
            @Option(names = "--reason", required = true, description = WHY) String reason) {
        return move(which, "suspend", reason);
    }

    @Command(name = "resume", description = "It may act again; earlier tokens stay void.")
    int resume(
            @Parameters(paramLabel = "WORKLOAD", description = WHICH) String which,
            @Option(names = "--reason", required = true, description = WHY) String reason) {
        return move(which, "resume", reason);
    }

    @Command(name = "retire", description = "It never acts again, and its credentials are gone.")
    int retire(
            @Parameters(paramLabel = "WORKLOAD", description = WHICH) String which,
            @Option(names = "--reason", required = true, description = WHY) String reason) {
        return move(which, "retire", reason);
    }

    @Command(
            name = "bind",
            description =
                    "From now on tokens of a trusted platform that say all of this prove to be the workload (`trust workload-issuer`).")
    int bind(
            @Parameters(paramLabel = "WORKLOAD", description = WHICH) String which,
            @Parameters(
                            paramLabel = "FILE",
                            description = "JSON: {\"issuer\": …, \"claims\": {\"sub\": …}}; - for standard input")
                    Path file)
            throws IOException {
        return bind(CommandContext.of(options), which, file);
    }

    static int bind(CommandContext context, String which, Path file) throws IOException {
        var wanted = JsonFile.read(file);
        var id = context.lookup().workload(which);
        var made = context.api()
                .post(Service.IDENTITY, "/workloads/" + ApiClient.encode(id) + "/bindings", context.admin(), wanted)
                .plain()
                .orRefuse();
        System.out.println("  " + context.lookup().nameOf(id) + " is whoever shows such a token of "
                + made.path("issuer").asText() + "   [" + id + "]");
        return 0;
    }

    private int move(String which, String act, @Nullable String reason) {
        var context = CommandContext.of(options);
        var path = "/workloads/" + ApiClient.encode(context.lookup().workload(which)) + "/" + act;
        var now = context.api()
                .post(Service.IDENTITY, path, context.admin(), reason == null ? Map.of() : Map.of("reason", reason))
                .plain()
                .orRefuse();
        System.out.println("  " + now.path("name").asText() + " is "
                + now.path("status").asText().toLowerCase(Locale.ROOT)
                + (now.path("confirmed").asBoolean() ? ", and confirmed to be what it says" : "") + "   ["
                + now.path("id").asText() + "]");
        return 0;
    }

    @Command(
            name = "import",
            description =
                    "Take over a file of accounts: CSV with a line of names above, or a JSON object a line (.jsonl)."
                            + " Each is staged and offered to its owner.")
    int take(
            @Parameters(paramLabel = "FILE", description = "up to 500 lines and 512 KiB; no secrets") Path file,
            @Option(names = "--plan", description = "say what would be done, and do nothing") boolean plan)
            throws IOException {
        var context = CommandContext.of(options);
        var report = context.api()
                .post(Service.IDENTITY, "/workloads/import?plan=" + plan, context.admin(), typeOf(file), bytes(file))
                .plain()
                .orRefuse();
        System.out.print(text(report));
        return report.path("counts").path("REFUSED").asInt() == 0 ? 0 : 1;
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file))
            throw new IllegalArgumentException("there is no file at " + file + " that can be read");
        return Files.readAllBytes(file);
    }

    @Command(name = "ownerless", description = "Those that nobody answers for.")
    int ownerless() {
        var context = CommandContext.of(options);
        var table = new Table("id", "name", "kind", "environment", "system", "account", "asked", "why");
        var workloads = context.api().items(Service.IDENTITY, "/workloads?ownerless=true&limit=100", context.admin());
        workloads.forEach(one -> ((ObjectNode) one).put("why", why(one)));
        table.rows(workloads, "id", "name", "kind", "environment", "system", "externalId", "offeredTo", "why");
        System.out.print(table);
        return 0;
    }

    static String why(JsonNode workload) {
        var reason = workload.path("statusReason").asText("-");
        if (!reason.equals("not_accepted")) return reason.replace('_', ' ');
        return workload.hasNonNull("offeredTo") ? "not accepted yet" : "nobody is asked";
    }

    static String typeOf(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")
                ? "application/jsonl"
                : "text/csv";
    }

    static String text(JsonNode report) {
        var table = new Table(
                "line",
                report.path("plan").asBoolean() ? "would be" : "is",
                "system",
                "externalId",
                "id",
                "asked",
                "note");
        for (var line : report.path("lines"))
            table.row(
                    line.path("line").asText(),
                    line.path("outcome").asText().toLowerCase(Locale.ROOT),
                    line.path("system").asText("-"),
                    line.path("externalId").asText("-"),
                    line.path("workload").asText("-"),
                    line.path("offeredTo").asText("-"),
                    line.path("note").asText(""));
        return table.toString();
    }
}
