package dev.mandate.cli.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate secrets}: by what clients, agents and workloads ask for tokens; each ends. */
@Command(
        name = "secrets",
        description = "List secrets that end soon; make a client, an agent or a workload its next one; end one.")
final class SecretsCommand {
    private static final String WHOSE = "a client, agent or workload: its name or id";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(
            name = "list",
            description = "Those that end soon, the first to end first: all, or of what you answer for yourself.")
    int list(
            @Option(names = "--days", description = "within how many days; without it as the service tells of them")
                    @Nullable
                    Integer days) {
        var context = CommandContext.of(options);
        var within = days == null ? "" : "&within=" + Duration.ofDays(days);
        System.out.print(text(context.api().items(Service.IDENTITY, "/secrets?limit=200" + within, context.admin())));
        return 0;
    }

    static String text(Iterable<JsonNode> secrets) {
        var table = new Table("whose", "id", "secret", "for", "ends", "answers for it", "note");
        for (var one : secrets)
            table.row(
                    one.path("name").asText(),
                    one.path("client").asText(),
                    one.path("secret").asText(),
                    one.path("use").asText().equals("SCIM") ? "/scim/v2" : "tokens",
                    one.path("endsAt").asText(),
                    one.path("ownerName").asText("-"),
                    one.path("configured").asBoolean()
                            ? "goes on while identity-service runs with it"
                            : one.path("soon").asBoolean() ? "ends soon" : "");
        return table.toString();
    }

    @Command(name = "make", description = "Make the next one, which is shown this once; two count at a time.")
    int make(
            @Parameters(paramLabel = "WHOSE", description = WHOSE) String whose,
            @Option(names = "--days", description = "for how many days; without it as many as there may be") @Nullable
                    Integer days,
            @Mixin SecretPlace place,
            @Option(names = "--reason", description = "why") @Nullable String reason)
            throws IOException {
        var context = CommandContext.of(options);
        var holder = context.lookup().holderOfSecrets(whose);
        return place.whileThereIsRoom(shown -> {
            var made = context.api()
                    .create(Service.IDENTITY, path(holder), context.admin(), SecretTerms.ofNext(days, reason))
                    .orRefuse();
            if (made.hasNonNull("waits")) {
                shown.accept(made.path("clientSecret").asText());
                System.out.println("  Whoever has it reaches everybody: it counts once this is approved.");
                return Waiting.told(made.path("waits"));
            }
            shown.accept(made.path("secret").asText());
            System.out.println("  " + made.path("id").asText() + " of " + holder + ", until "
                    + made.path("endsAt").asText() + ". It is told this once; the one before counts until it ends.");
            return 0;
        });
    }

    @Command(name = "end", description = "End one at once, and with it all tokens that whoever had it has.")
    int end(
            @Parameters(index = "0", paramLabel = "WHOSE", description = WHOSE) String whose,
            @Parameters(index = "1", paramLabel = "SECRET", description = "its id, sec_…") String secret,
            @Option(names = "--reason", description = "why") @Nullable String reason) {
        var context = CommandContext.of(options);
        var holder = context.lookup().holderOfSecrets(whose);
        var path = path(holder) + "/" + ApiClient.encode(secret) + "/end";
        context.api()
                .post(Service.IDENTITY, path, context.admin(), SecretTerms.ofEnd(reason))
                .orRefuse();
        System.out.println("  " + secret + " of " + holder + " counts no more");
        return 0;
    }

    static String path(String id) {
        var of = id.startsWith("agt_") ? "/agents/" : id.startsWith("wkl_") ? "/workloads/" : "/clients/";
        return of + ApiClient.encode(id) + "/secrets";
    }
}
