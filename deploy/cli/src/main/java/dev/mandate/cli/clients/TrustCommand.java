package dev.mandate.cli.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate trust}: whose word counts here. */
@Command(
        name = "trust",
        description =
                "Whose word counts here: who signs people in, who signals what became of them, on whose platforms workloads run. Say so, list.")
final class TrustCommand {
    private static final String FILE =
            "JSON as the interface takes it and the guides show it; - for standard input. It waits for two people";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    /** Of whom there are lists. */
    enum Kind {
        ISSUER("/issuers"),
        TRANSMITTER("/transmitters"),
        WORKLOAD_ISSUER("/workload-issuers");

        private final String path;

        Kind(String path) {
            this.path = path;
        }

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Command(
            name = "issuer",
            description =
                    "It signs people in from now on, by assertions or as an OpenID provider, or otherwise than before.")
    int issuer(@Parameters(paramLabel = "FILE", description = FILE) Path file) throws IOException {
        return say(CommandContext.of(options), Kind.ISSUER, file);
    }

    @Command(name = "transmitter", description = "Its shared signals are heard from now on, or others than before.")
    int transmitter(@Parameters(paramLabel = "FILE", description = FILE) Path file) throws IOException {
        return say(CommandContext.of(options), Kind.TRANSMITTER, file);
    }

    @Command(
            name = "workload-issuer",
            description = "Its tokens show which workload asks, once that is bound to what they say: `workloads bind`.")
    int workloadIssuer(@Parameters(paramLabel = "FILE", description = FILE) Path file) throws IOException {
        return say(CommandContext.of(options), Kind.WORKLOAD_ISSUER, file);
    }

    @Command(name = "list", description = "All of them; `proposals list` has those that wait.")
    int list() {
        return list(CommandContext.of(options));
    }

    static int say(CommandContext context, Kind kind, Path file) throws IOException {
        var wanted = JsonFile.read(file);
        if (wanted.hasNonNull("jwks")) OwnKeys.requirePublic(wanted.path("jwks"), file);
        var answer = context.api()
                .post(Service.IDENTITY, kind.path, context.admin(), wanted)
                .plain()
                .orRefuse();
        if (Waiting.is(answer)) return Waiting.told(answer);
        System.out.println("  the " + kind.words() + " " + answer.path("issuer").asText() + " is trusted so");
        return 0;
    }

    static int list(CommandContext context) {
        var table = new Table("kind", "issuer", "status", "people come back to");
        for (var kind : Kind.values())
            for (var one : context.api().items(Service.IDENTITY, kind.path + "?limit=200", context.admin()))
                table.row(
                        kind.words(),
                        one.path("issuer").asText(),
                        status(one),
                        one.path("provider").path("redirectUri").asText("-"));
        System.out.print(table);
        return 0;
    }

    private static String status(JsonNode one) {
        var stopped = one.hasNonNull("stoppedReason")
                || one.path("status").asText("ACTIVE").equals("STOPPED");
        var problem = one.path("poll").path("problem");
        if (stopped) return "stopped";
        return problem.isTextual() ? "active, and signals are missed: " + problem.asText() : "active";
    }
}
