package dev.mandate.cli.questions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mandate.authz.client.Question;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.ShownTime;
import dev.mandate.events.authz.Established;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.LimitWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate ask AGENT}: the four questions in words, each line with an id that {@code mandate show} opens. */
@Command(name = "ask", description = "Answer the four questions about an agent: models, delegation, actions, owner.")
final class AskCommand implements Callable<Integer> {
    /** How many lines of the trail are enough to see what it is doing. */
    private static final int SHOWN = 20;

    private static final int SHOWN_OF_A_TYPE = 100;

    private static final int LONGEST_TOKEN = 64 * 1024;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(description = "the agent's id (agt_…) or name")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Option(
            names = "--token",
            paramLabel = "<file>",
            description =
                    "an access token of the agent's own, - for standard input: which surface it asks from is what"
                            + " that shows. Without it none is established, and what policies leave to some surface isn't listed.")
    private @Nullable Path token;

    @Override
    public Integer call() throws IOException {
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
        System.out.print(models(api, admin, id, token == null ? null : ownToken(token)));
        delegations(api, lookup, admin, id);
        actions(api, admin, id);
        owner(api, admin, state);
        return 0;
    }

    private static String ownToken(Path file) throws IOException {
        var text = file.toString().equals("-")
                ? new String(System.in.readNBytes(LONGEST_TOKEN), UTF_8)
                : Files.readString(file);
        if (text.isBlank()) throw new IllegalArgumentException("--token has no token; `deploy/mandate token` gets one");
        return text.strip();
    }

    /** @param own token of the agent; null where it is asked without */
    static String models(ApiClient api, String admin, String id, @Nullable String own) {
        var text = new StringBuilder("\n1. Which AI models and surfaces may it use?\n");
        var agent = Question.about("agent", id);
        var asked = own == null ? agent : agent.presenting(own);
        JsonNode from = MissingNode.getInstance();
        for (var type : List.of("model", "surface")) {
            var found = api.authz(admin)
                    .resources(asked.doing("use", type, ""), null, SHOWN_OF_A_TYPE)
                    .join();
            if (found.failure() != null)
                throw new IllegalStateException(found.failure().message());
            var names = found.names();
            from = found.context();
            text.append("   %ss: %s   [%s]%n".formatted(type, names.isEmpty() ? "none" : String.join(", ", names), id));
        }
        return text.append("   (" + asked(own, from) + ")\n").toString();
    }

    private static String asked(@Nullable String own, JsonNode from) {
        if (own == null) return "asked from no surface: which one it is on, a token of its own shows, --token";
        if (!from.has("established")) return "asked with the token that was given, which establishes no surface";
        var established = EventJson.mapper().convertValue(from.path("established"), Established.class);
        var on = new ArrayList<String>();
        from.path("surfaces").forEach(surface -> on.add(surface.asText()));
        return "asked with the token that was given, %s: on %s"
                .formatted(established.words(), on.isEmpty() ? "no surface" : "the surfaces " + String.join(", ", on));
    }

    private static void delegations(ApiClient api, Lookup lookup, String admin, String id) {
        System.out.println("\n2. What has it been delegated, and is it scoped to its task?");
        var all = Lookup.items(api.get(Service.IDENTITY, "/delegations?agent=" + id, admin)
                .plain()
                .orRefuse());
        if (all.isEmpty()) System.out.println("   nothing");
        var agreed = new HashMap<String, List<JsonNode>>();
        for (var agreement : api.items(Service.IDENTITY, "/agreements?limit=200&agent=" + id, admin))
            agreed.computeIfAbsent(agreement.path("parent").asText(), task -> new ArrayList<>())
                    .add(agreement);
        all.forEach(delegation -> {
            var tools = new ArrayList<String>();
            delegation
                    .path("scope")
                    .forEach(scope -> tools.add(scope.path("tool").asText() + limits(scope)));
            System.out.printf(
                    "   %s: %s from %s until %s: %s   [%s]%n",
                    delegation.path("status").asText(),
                    PlainText.quoted(delegation.path("task").asText()),
                    lookup.nameOf(delegation.path("delegator").asText()),
                    ShownTime.of(delegation.path("expiresAt")),
                    String.join(", ", tools),
                    delegation.path("delegation").asText());
            for (var agreement :
                    agreed.getOrDefault(delegation.path("delegation").asText(), List.of()))
                System.out.println("      " + AgreementText.of(agreement, lookup::nameOf));
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
                ShownTime.happened(entry.path("occurredAt")),
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
                .forEach(limit -> limits.add(
                        LimitWords.of(EventJson.mapper().convertValue(limit, Constraint.class), PlainText::shown)));
        return limits.isEmpty() ? "" : " (" + String.join("; ", limits) + ")";
    }
}
