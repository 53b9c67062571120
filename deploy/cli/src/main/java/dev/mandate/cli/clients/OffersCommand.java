package dev.mandate.cli.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.ShownTime;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate offers}: who is asked to answer for which agent, workload or client. A person of the demo's organisation answers with his own token. */
@Command(
        name = "offers",
        description =
                "Offer an agent, a workload or a client to a person; list, accept or refuse what a person is offered.")
final class OffersCommand {
    private static final String PERSON = "the person's name or employee id; me for who signed in by login";
    private static final String OFFER = "the offer's id, ofr_…";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(name = "list", description = "What a person can accept, the latest first.")
    int list(@Parameters(description = PERSON) String person) {
        var context = CommandContext.of(options);
        var token = context.tokenOf(person);
        var offers = context.api().items(Service.IDENTITY, "/offers?limit=100", token);
        offers.forEach(OffersCommand::print);
        if (offers.isEmpty()) System.out.println("  nothing is offered");
        return 0;
    }

    @Command(name = "accept", description = "The person answers for it from now on.")
    int accept(
            @Parameters(index = "0", description = PERSON) String person,
            @Parameters(index = "1", description = OFFER) String offer) {
        var context = CommandContext.of(options);
        var agent = post(context, "/offers/" + ApiClient.encode(offer) + "/accept", context.tokenOf(person), Map.of());
        if (agent.isMissingNode()) {
            System.out.println("  it is a client, answered for by " + (person.equals("me") ? "you" : person));
            return 0;
        }
        System.out.println("  " + agent.path("displayName").asText() + " is "
                + agent.path("status").asText().toLowerCase(java.util.Locale.ROOT) + ", answered for by "
                + context.lookup().nameOf(agent.path("owner").asText()) + "   ["
                + agent.path("identity").asText() + "]");
        return 0;
    }

    @Command(name = "refuse", description = "The person doesn't want to.")
    int refuse(
            @Parameters(index = "0", description = PERSON) String person,
            @Parameters(index = "1", description = OFFER) String offer) {
        var context = CommandContext.of(options);
        return ended(
                post(context, "/offers/" + ApiClient.encode(offer) + "/refuse", context.tokenOf(person), Map.of()));
    }

    @Command(
            name = "make",
            description = "Ask a person to answer for an agent, a workload or a client, as the administrator.")
    int make(
            @Parameters(
                            index = "0",
                            description = "the agent's id or name; the id of a workload, wkl_…, or client, cli_…")
                    String agent,
            @Parameters(index = "1", description = PERSON) String person) {
        var context = CommandContext.of(options);
        var made = post(
                context,
                offered(context, agent) + "/offers",
                context.admin(),
                Map.of("to", Lookup.idOf(context.lookup().person(person))));
        System.out.println("  offered until " + ShownTime.of(made.path("endsAt")) + "   ["
                + made.path("offer").asText() + "]");
        return 0;
    }

    @Command(name = "withdraw", description = "Take an offer back, as the administrator.")
    int withdraw(@Parameters(description = OFFER) String offer) {
        var context = CommandContext.of(options);
        return ended(post(context, "/offers/" + ApiClient.encode(offer) + "/withdraw", context.admin(), Map.of()));
    }

    private static String offered(CommandContext context, String what) {
        if (what.startsWith("cli_")) return "/clients/" + ApiClient.encode(what);
        if (what.startsWith("wkl_")) return "/workloads/" + ApiClient.encode(what);
        return "/agents/" + Lookup.idOf(context.lookup().agent(what));
    }

    static void print(JsonNode offer) {
        System.out.printf(
                "  %s, %s until %s   [%s, %s]%n",
                offer.path("agentName").asText(),
                offer.path("purpose").asText(),
                ShownTime.of(offer.path("endsAt")),
                offer.path("offer").asText(),
                offer.path("agent").asText());
    }

    private static int ended(JsonNode offer) {
        System.out.println("  " + offer.path("offer").asText() + " is "
                + offer.path("status").asText().toLowerCase(java.util.Locale.ROOT));
        return 0;
    }

    private static JsonNode post(CommandContext context, String path, String token, Object body) {
        return context.api().post(Service.IDENTITY, path, token, body).plain().orRefuse();
    }
}
