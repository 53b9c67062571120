package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.cli.Table;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate workloads}: services, CI jobs and API keys, as an administrator. */
@Command(
        name = "workloads",
        description =
                "Take over API keys and service accounts of other systems; list workloads that nobody answers for.")
public final class WorkloadsCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

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
