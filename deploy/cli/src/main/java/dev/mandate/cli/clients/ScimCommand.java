package dev.mandate.cli.clients;

import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate scim}: the tokens that Okta, Entra ID and other identity providers show to {@code /scim/v2}. */
@Command(
        name = "scim",
        description = "Make, list and end the tokens by which an identity provider (Okta, Entra ID) keeps people here.")
final class ScimCommand {
    private static final String CLIENT = "the provider's client: its name or id";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(name = "make", description = "Make a token, which is shown this once; at most two count at a time.")
    int make(
            @Parameters(paramLabel = "CLIENT", description = CLIENT) String client,
            @Option(names = "--days", description = "for how many days; without it as many as there may be") @Nullable
                    Integer days,
            @Option(names = "--reason", description = "why") @Nullable String reason) {
        var context = CommandContext.of(options);
        var made = context.api()
                .create(Service.IDENTITY, tokens(context, client), context.admin(), SecretTerms.ofNext(days, reason))
                .orRefuse();
        System.out.println("  " + made.path("token").asText());
        if (made.hasNonNull("waits")) {
            System.out.println("  Whoever has it says who works here: it counts once this is approved.");
            return Waiting.told(made.path("waits"));
        }
        System.out.println("  " + made.path("id").asText() + ", until "
                + made.path("endsAt").asText() + ", for /scim/v2 alone. It is shown this once.");
        return 0;
    }

    @Command(name = "list", description = "Those that count, with their ends.")
    int list(@Parameters(paramLabel = "CLIENT", description = CLIENT) String client) {
        var context = CommandContext.of(options);
        var table = new Table("id", "made", "ends");
        var found = context.api().get(Service.IDENTITY, tokens(context, client), context.admin());
        table.rows(found.plain().orRefuse(), "id", "madeAt", "endsAt");
        System.out.print(table);
        return 0;
    }

    @Command(name = "end", description = "End a token at once.")
    int end(
            @Parameters(index = "0", paramLabel = "CLIENT", description = CLIENT) String client,
            @Parameters(index = "1", paramLabel = "TOKEN", description = "its id, sec_…") String token,
            @Option(names = "--reason", description = "why") @Nullable String reason) {
        var context = CommandContext.of(options);
        var path = tokens(context, client) + "/" + ApiClient.encode(token) + "/end";
        context.api()
                .post(Service.IDENTITY, path, context.admin(), SecretTerms.ofEnd(reason))
                .orRefuse();
        System.out.println("  " + token + " counts no more");
        return 0;
    }

    private static String tokens(CommandContext context, String client) {
        return "/clients/" + ApiClient.encode(context.lookup().client(client)) + "/scim-tokens";
    }
}
