package dev.mandate.cli.questions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.client.Decision;
import dev.mandate.authz.client.Obligation;
import dev.mandate.authz.client.Question;
import dev.mandate.cli.actors.Platform;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code mandate check AGENT TOOL}: asks authz-service as the agent, under its newest delegation. {@code mandate check WHO APPLICATION
 * TYPE ID ACTION}: asks as the application would. Exits 0 for an allow.
 */
@Command(
        name = "check",
        description =
                "May this agent call this tool now? Or: may this person or agent do this to a resource of an application?"
                        + " Exits 0 for allow, 3 for deny.")
public final class CheckCommand implements Callable<Integer> {
    private static final int DENIED = 3;

    /** What authz-service says of a tool that nobody registered. */
    private static final String UNKNOWN = "unknown_resource";

    private static final Set<String> OWN = Set.of("vendor", "action");

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = "the agent's id or name; with an application, a person's too")
    @SuppressWarnings("NullAway.Init")
    private String who;

    @Parameters(index = "1", description = "the tool, for example email.send; or an application")
    @SuppressWarnings("NullAway.Init")
    private String what;

    @Parameters(
            index = "2..*",
            paramLabel = "<type> <id> <action>",
            description = "of the application's resource, for example: invoice inv-4711 approve")
    private List<String> resource = new ArrayList<>();

    @Option(
            names = "--attribute",
            paramLabel = "<name=value>",
            description =
                    "an attribute of the application's resource, name=value, where the value is JSON or else text;"
                            + " may be repeated")
    private Map<String, String> attributes = new HashMap<>();

    @Option(
            names = "--argument",
            paramLabel = "<name=value>",
            description = "an argument of the call, name=value, where the value is JSON or else text; may be repeated")
    private Map<String, String> arguments = new HashMap<>();

    @Override
    public Integer call() {
        var system = options.system();
        var api = new ApiClient(system.ports());
        var signIn = new SignIn(api, system);
        var admin = signIn.operator();
        var lookup = new Lookup(api, admin);
        if (!resource.isEmpty())
            return told(
                    api.authz(admin)
                            .decide(new ResourceQuestion(api, admin).of(who, what, resource, typed(attributes))),
                    system,
                    lookup);
        var state = lookup.agent(who);
        var id = Lookup.idOf(state);
        var question = Question.about("agent", id).doing("call", "tool", what).with(typed(arguments));
        var delegation = Lookup.newestDelegation(api, admin, id);
        var signedIn = signIn.tryAgent(state.path("displayName").asText(who), id, delegation);
        var token = signedIn.body().path("access_token").asText(admin);
        // An agent that gets no token can't ask any more; a gateway still can, and is told why not.
        if (signedIn.status() != 200 && !delegation.isEmpty()) question = question.under(delegation);
        var decision = api.authz(token).decide(question);
        if (decision.allowed()) stopped(system, sessionOf(api, admin, id, delegation), id, decision);
        var exit = told(decision, system, lookup);
        if (decision.reason().equals(UNKNOWN)) {
            var near = new NearNames(api, admin).entries("tool", what);
            if (!near.isEmpty()) System.out.println("  did you mean " + String.join(" or ", near) + "?");
        }
        return exit;
    }

    /** Somebody only asked. */
    private void stopped(MandateSystem system, String session, String agent, Decision decision) {
        try (var platform = new Platform(new KafkaAccess(system))) {
            platform.stopped(session, agent, decision.id(), what, typed(arguments));
        }
    }

    private static String sessionOf(ApiClient api, String admin, String agent, String delegation) {
        if (delegation.isEmpty()) return "agent:" + agent;
        return api.get(Service.IDENTITY, "/delegations/" + delegation, admin)
                .orRefuse()
                .path("session")
                .asText();
    }

    private static int told(Decision decision, MandateSystem system, Lookup lookup) {
        System.out.println(
                decision.failure() == null ? decision + "   [" + decision.id() + "]" : String.valueOf(decision));
        if (!decision.explanation().isEmpty()) System.out.println("  " + decision.explanation());
        decision.obligations()
                .forEach(obligation -> System.out.println("  to be done: " + inWords(obligation, lookup::nameOf)));
        for (var obligation : decision.obligations())
            if (PlainJson.of(obligation.properties()).hasNonNull("approval"))
                System.out.println(asked(PlainJson.of(obligation.properties()), system, lookup));
        return decision.allowed() ? 0 : DENIED;
    }

    /** Where it is answered: by a page, and by a command where it is known who does. */
    private static String asked(JsonNode properties, MandateSystem system, Lookup lookup) {
        var approval = properties.path("approval").asText();
        var page = "  its page: " + system.ports().url(Service.CONSOLE) + "/approvals/" + approval;
        var approver = properties.path("approver").asText();
        return approver.startsWith("per_")
                ? page + "\n  or: deploy/mandate approvals approve \"" + lookup.nameOf(approver) + "\" " + approval
                : page;
    }

    /** Such as {@code approval (approver Ada Abel, approval apr_…)}; what is Mandate's own is called by what it asks for. */
    static String inWords(Obligation obligation, UnaryOperator<String> names) {
        var properties = PlainJson.of(obligation.properties());
        var details = new ArrayList<String>();
        properties.properties().forEach(each -> {
            var value = each.getValue().asText();
            if (!OWN.contains(each.getKey()))
                details.add(each.getKey() + " " + (value.startsWith("per_") ? names.apply(value) : value));
        });
        var what = properties.path("action").asText(obligation.type()).replace('_', ' ');
        return details.isEmpty() ? what : what + " (" + String.join(", ", details) + ")";
    }

    private static Map<String, Object> typed(Map<String, String> texts) {
        var typed = new HashMap<String, Object>();
        texts.forEach((name, text) -> typed.put(name, jsonOrText(text)));
        return typed;
    }

    private static Object jsonOrText(String text) {
        try {
            return EventJson.mapper().readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
