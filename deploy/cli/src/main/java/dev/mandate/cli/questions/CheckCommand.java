package dev.mandate.cli.questions;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.authz.client.Question;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.events.cloudevents.EventJson;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate check AGENT TOOL}: asks authz-service as the agent, under its newest delegation; exits 0 for an allow. */
@Command(name = "check", description = "May this agent call this tool now? Exits 0 for allow, 3 for deny.")
public final class CheckCommand implements Callable<Integer> {
    private static final int DENIED = 3;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = "the agent's id or name")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Parameters(index = "1", description = "the tool, for example email.send")
    @SuppressWarnings("NullAway.Init")
    private String tool;

    @Option(
            names = "--argument",
            description = "an argument of the call, name=value, where the value is JSON or else text; may be repeated")
    private Map<String, String> arguments = new HashMap<>();

    @Override
    public Integer call() {
        var system = options.system();
        var api = new ApiClient(system.ports());
        var signIn = new SignIn(api, system);
        var admin = signIn.admin();
        var state = new Lookup(api, admin).agent(agent);
        var id = Lookup.idOf(state);
        var question = Question.about("agent", id).doing("call", "tool", tool).with(typed());
        var delegation = newestDelegation(api, admin, id);
        var signedIn = signIn.tryAgent(state.path("displayName").asText(agent), id, delegation);
        var token = signedIn.body().path("access_token").asText(admin);
        // An agent that gets no token can't ask any more; a gateway still can, and is told why not.
        if (signedIn.status() != 200 && !delegation.isEmpty()) question = question.under(delegation);
        var decision = api.authz(token).decide(question);
        System.out.println(
                decision.failure() == null ? decision + "   [" + decision.id() + "]" : String.valueOf(decision));
        if (!decision.explanation().isEmpty()) System.out.println("  " + decision.explanation());
        decision.obligations()
                .forEach(obligation ->
                        System.out.println("  to be done: " + obligation.type() + " " + obligation.properties()));
        return decision.allowed() ? 0 : DENIED;
    }

    private Map<String, Object> typed() {
        var typed = new HashMap<String, Object>();
        arguments.forEach((name, text) -> typed.put(name, jsonOrText(text)));
        return typed;
    }

    private static Object jsonOrText(String text) {
        try {
            return EventJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static String newestDelegation(ApiClient api, String admin, String agent) {
        var newest = "";
        var since = "";
        for (var delegation : Lookup.items(api.get(Service.IDENTITY, "/delegations?agent=" + agent, admin)
                .plain()
                .orRefuse())) {
            var created = delegation.path("createdAt").asText();
            if (delegation.path("status").asText().equals("ACTIVE") && created.compareTo(since) > 0) {
                newest = delegation.path("delegation").asText();
                since = created;
            }
        }
        return newest;
    }
}
