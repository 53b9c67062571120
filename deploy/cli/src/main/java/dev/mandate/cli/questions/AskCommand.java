package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.client.Question;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate ask AGENT}: the four questions in words, each line with an id that {@code mandate show} opens. */
@Command(name = "ask", description = "Answer the four questions about an agent: models, delegation, actions, owner.")
public final class AskCommand implements Callable<Integer> {
    /** How many lines of the trail are enough to see what it is doing. */
    private static final int SHOWN = 20;

    private static final int SHOWN_OF_A_TYPE = 100;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(description = "the agent's id (agt_…) or name")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Override
    public Integer call() {
        var system = options.system();
        var api = new ApiClient(system.ports());
        var admin = new SignIn(api, system).operator();
        var lookup = new Lookup(api, admin);
        var state = lookup.agent(agent);
        var id = Lookup.idOf(state);
        System.out.printf(
                "%s (%s), %s%n",
                state.path("displayName").asText(state.path("name").asText()), id, AgentText.standing(state));
        System.out.print(AgentText.of(state, lookup::nameOf));
        models(api, admin, id);
        delegations(api, lookup, admin, id);
        actions(api, admin, id);
        owner(api, admin, state);
        return 0;
    }

    private static void models(ApiClient api, String admin, String id) {
        System.out.println("\n1. Which AI models and surfaces may it use?");
        for (var type : List.of("model", "surface")) {
            var found = api.authz(admin)
                    .resources(Question.about("agent", id).doing("use", type, ""), null, SHOWN_OF_A_TYPE)
                    .join();
            if (found.failure() != null)
                throw new IllegalStateException(found.failure().message());
            var names = found.names();
            System.out.printf("   %ss: %s   [%s]%n", type, names.isEmpty() ? "none" : String.join(", ", names), id);
        }
    }

    private static void delegations(ApiClient api, Lookup lookup, String admin, String id) {
        System.out.println("\n2. What has it been delegated, and is it scoped to its task?");
        var all = Lookup.items(api.get(Service.IDENTITY, "/delegations?agent=" + id, admin)
                .plain()
                .orRefuse());
        if (all.isEmpty()) System.out.println("   nothing");
        all.forEach(delegation -> {
            var tools = new ArrayList<String>();
            delegation
                    .path("scope")
                    .forEach(scope -> tools.add(scope.path("tool").asText() + limits(scope)));
            System.out.printf(
                    "   %s: “%s” from %s until %s: %s   [%s]%n",
                    delegation.path("status").asText(),
                    delegation.path("task").asText(),
                    lookup.nameOf(delegation.path("delegator").asText()),
                    delegation.path("expiresAt").asText(),
                    String.join(", ", tools),
                    delegation.path("delegation").asText());
        });
    }

    private static void actions(ApiClient api, String admin, String id) {
        System.out.println("\n3. What did it actually do with its access?");
        var all = newest(api, admin, id);
        if (all.isEmpty()) System.out.println("   nothing");
        if (all.size() == SHOWN)
            System.out.println("   the newest " + SHOWN + "; all of it: GET /trail?agent=" + id + " of audit-service");
        all.forEach(entry -> System.out.printf(
                "   %s  %s   [%s]%n",
                entry.path("occurredAt").asText(),
                entry.path("summary").asText(),
                entry.hasNonNull("decision")
                        ? entry.path("decision").asText()
                        : entry.path("id").asText(entry.path("seq").asText())));
    }

    /** The newest lines of the trail, in the order in which they happened. */
    private static List<JsonNode> newest(ApiClient api, String admin, String id) {
        var page = api.get(Service.AUDIT, "/trail?agent=" + id + "&order=desc&limit=" + SHOWN, admin)
                .plain()
                .orRefuse();
        var lines = new ArrayList<JsonNode>();
        page.path("entries").forEach(lines::add);
        Collections.reverse(lines);
        return lines;
    }

    private static void owner(ApiClient api, String admin, JsonNode state) {
        System.out.println("\n4. Who owns its actions?");
        if (!state.hasNonNull("owner")) {
            System.out.println("   nobody: " + state.path("statusReason").asText() + "   ["
                    + state.path("identity").asText() + "]");
            return;
        }
        var owner = api.get(
                        Service.IDENTITY, "/identities/" + state.path("owner").asText(), admin)
                .plain()
                .orRefuse();
        System.out.printf(
                "   %s, %s   [%s]%n",
                owner.path("displayName").asText(),
                owner.path("status").asText(),
                state.path("owner").asText());
        if (state.hasNonNull("statusReason"))
            System.out.println("   the agent is " + state.path("status").asText() + ": "
                    + state.path("statusReason").asText());
    }

    private static String limits(JsonNode scope) {
        var limits = new ArrayList<String>();
        scope.path("constraints")
                .forEach(constraint -> limits.add(constraint.path("argument").asText() + " "
                        + constraint.path("operator").asText().toLowerCase(java.util.Locale.ROOT) + " "
                        + constraint.path("values")));
        return limits.isEmpty() ? "" : " (" + String.join("; ", limits) + ")";
    }
}
