package dev.mandate.cli.proposals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate proposals}: each service keeps its own; they are looked for in all. */
@Command(
        name = "proposals",
        description = "Changes with a far reach: what waits for people; approve one as a person, or refuse it.")
public final class ProposalsCommand {
    private static final String ID = "the proposal's id, prp_…";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(name = "list", description = "What waits, the latest first.")
    int list(
            @Option(names = "--all", description = "What was settled, too.") boolean all,
            @Option(
                            names = "--subject",
                            description = "what they would change, as show has it, such as cli_… or a rule's id")
                    @Nullable
                    String subject) {
        var context = context();
        var table = new Table("proposal", "service", "status", "needs", "until", "what");
        for (var service : Service.withDatabase()) {
            var path = "/proposals?limit=200" + (all ? "" : "&status=open")
                    + (subject == null ? "" : "&subject=" + ApiClient.encode(subject));
            for (var each : context.api().items(service, path, context.admin()))
                table.row(
                        each.path("proposal").asText(),
                        service.account(),
                        each.path("status").asText(),
                        each.path("missing").asText(),
                        each.path("endsAt").asText(),
                        each.path("summary").asText());
        }
        System.out.print(table);
        return 0;
    }

    @Command(name = "show", description = "Whom it touches, who stands for it, and all that would be done.")
    int show(@Parameters(description = ID) String id) {
        var context = context();
        printWhole(context, context.find(id).proposal());
        return 0;
    }

    /** What is printed first is what is approved, even if it is another one by then. */
    @Command(
            name = "approve",
            description = "Show it whole, and stand for just that too, as a person with the role mandate-approver.")
    int approve(
            @Parameters(index = "0", description = ID) String id,
            @Parameters(index = "1", description = "the person's name or employee id; me for who signed in by login")
                    String person,
            @Option(
                            names = "--digest",
                            description = "of what you have looked at before (show); anything else is not approved")
                    @Nullable
                    String digest) {
        var context = context();
        var found = context.find(id);
        printWhole(context, found.proposal());
        if (digest != null && !digest.equals(found.proposal().path("digest").asText()))
            throw new IllegalArgumentException("this is not what you have looked at; nothing was approved");
        System.out.println();
        var settled = context.approve(found, context.approver(person));
        System.out.println(
                "  approved as " + person + ". " + settled.path("says").asText());
        return settled.path("status").asText().equals("OPEN") ? Waiting.EXIT : 0;
    }

    private static void printWhole(CommandContext context, JsonNode proposal) {
        Waiting.print(proposal, context::nameOf);
        System.out.println("  digest " + proposal.path("digest").asText());
        System.out.println(proposal.path("content").toPrettyString());
    }

    @Command(name = "refuse", description = "It will not be done; the one who proposed it takes it back by this.")
    int refuse(
            @Parameters(description = ID) String id,
            @Option(names = "--reason", required = true, description = "why, for the record: one line") String reason) {
        var context = context();
        var found = context.find(id);
        var refused = context.api()
                .post(found.service(), path(id) + "/refuse", context.admin(), Map.of("reason", reason))
                .plain()
                .orRefuse();
        Waiting.print(refused, context::nameOf);
        return 0;
    }

    private CommandContext context() {
        var system = options.system();
        var api = new ApiClient(system.ports());
        var signIn = new SignIn(api, system);
        return new CommandContext(api, signIn, signIn.operator());
    }

    private static String path(String id) {
        return "/proposals/" + ApiClient.encode(id);
    }

    private record Found(Service service, JsonNode proposal) {}

    private record CommandContext(ApiClient api, SignIn signIn, String admin) {
        Found find(String id) {
            for (var service : Service.withDatabase()) {
                var answer = api.get(service, path(id), admin).plain();
                if (answer.status() != 404) return new Found(service, answer.orRefuse());
            }
            throw new IllegalArgumentException("no service has a proposal " + id
                    + "; `deploy/mandate proposals list --all` has those that there are");
        }

        /** Of what was shown, and of nothing else. */
        JsonNode approve(Found found, String token) {
            var id = found.proposal().path("proposal").asText();
            var digest = Map.of("digest", found.proposal().path("digest").asText());
            return api.post(found.service(), path(id) + "/approve", token, digest)
                    .plain()
                    .orRefuse();
        }

        String approver(String person) {
            return person.equals("me") ? signIn.myself() : signIn.approver(SignIn.played(found(person)));
        }

        /** The id itself where nobody has it, or he may not read about everybody. */
        String nameOf(String identity) {
            return api.get(Service.IDENTITY, "/identities/" + ApiClient.encode(identity), admin)
                    .plain()
                    .body()
                    .path("displayName")
                    .asText(identity);
        }

        private JsonNode found(String idOrName) {
            var by = idOrName.matches("E[0-9a-z-]*\\d") ? "employeeId=" : "name=";
            var found = api.get(Service.IDENTITY, "/identities?" + by + ApiClient.encode(idOrName), admin)
                    .orRefuse()
                    .findParent("employeeId");
            if (found == null) throw new IllegalArgumentException("no person is called " + idOrName);
            return found;
        }
    }
}
