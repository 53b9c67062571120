package dev.mandate.cli.access;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate invite NAME}: a link by which a person sets what he signs in with, for the first time or anew. */
@Command(
        name = "invite",
        description =
                "Print a link by which a person sets a password or passkey, once, within a day; what he signed in with"
                        + " before is removed.")
final class InviteCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(description = "the person's name, id or employee id")
    @SuppressWarnings("NullAway.Init")
    private String person;

    @Override
    public Integer call() {
        var context = CommandContext.of(options);
        var id = Lookup.idOf(context.lookup().person(person));
        var made = context.api()
                .create(
                        Service.IDENTITY,
                        "/identities/" + ApiClient.encode(id) + "/invitation",
                        context.admin(),
                        Map.of())
                .orRefuse();
        System.out.println("  " + made.path("link").asText());
        if (made.hasNonNull("waits")) {
            System.out.println("  " + person + " has rights in Mandate itself: the link counts once this is approved.");
            return Waiting.told(made.path("waits"));
        }
        System.out.println(
                "  until " + Instant.parse(made.path("endsAt").asText()).truncatedTo(SECONDS)
                        + ", once. Whoever has it signs in as " + person + ".");
        return 0;
    }
}
