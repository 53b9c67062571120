package dev.mandate.cli.wrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.client.SignedInPerson;
import dev.mandate.cli.login.DeviceSignIn;
import dev.mandate.cli.login.LoginCommand;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.terminal.ShownTime;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a client that is wrapped may do: a person signs in, the client becomes an agent of his, and he agrees on a page to what it may call
 * and for how long. What nobody has accepted yet isn't asked for, and said.
 */
final class AgentTask {
    private static final int MOST_TOOLS = 30;
    private static final int MOST_AT_ONCE = 200;

    private final MandateSystem system;
    private final ApiClient api;
    private final SignIn signIn;
    private final Consumer<String> says;

    AgentTask(MandateSystem system, Consumer<String> says) {
        this.system = system;
        this.api = new ApiClient(system.ports());
        this.signIn = new SignIn(api, system);
        this.says = says;
    }

    /** The client is an agent of whoever is signed in here; he does it now if he isn't. */
    Wrap registered(Wrap wrap) throws InterruptedException {
        signIn(system);
        var token = signIn.myself();
        var me = subject(token);
        var known = api.get(
                        Service.IDENTITY,
                        "/agents?name=" + ApiClient.encode(wrap.agent()) + "&owner=" + ApiClient.encode(me),
                        token)
                .orRefuse()
                .path("items");
        for (var agent : known)
            if (agent.path("status").asText().equalsIgnoreCase("active")
                    && agent.path("platform").asText().equals("mandate wrap"))
                return wrap.actingAs(agent.path("identity").asText());
        var made = api.create(
                        Service.IDENTITY,
                        "/agents",
                        token,
                        Map.of(
                                "name",
                                wrap.agent(),
                                "platform",
                                "mandate wrap",
                                "purpose",
                                "assistant",
                                "jwks",
                                signIn.agentKey(wrap.key()).jwks(),
                                "grantTypes",
                                List.of(DeviceSignIn.GRANT),
                                "delegators",
                                "OWNER"))
                .orRefuse();
        return wrap.actingAs(made.path("id").asText());
    }

    /** Whoever is at this terminal signs in, unless he has. */
    static void signIn(MandateSystem system) throws InterruptedException {
        if (new SignedInPerson(new ApiClient(system.ports()), system.layout())
                .token()
                .isEmpty()) LoginCommand.signIn(system);
    }

    private static String subject(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getSubject();
        } catch (ParseException e) {
            throw new IllegalStateException("not an access token of Mandate's", e);
        }
    }

    /**
     * The names in the catalogue of what may be asked for. Tells of the rest what it waits for.
     *
     * @param chosen by whoever asks; none for all
     */
    List<String> tools(Wrap wrap, List<String> chosen) {
        var token = signIn.admin("gateway:read");
        var ready = new ArrayList<String>();
        for (var server : wrap.servers()) {
            try {
                var listed = api.get(Service.GATEWAY, "/servers/" + ApiClient.encode(server) + "/tools", token)
                        .orRefuse();
                var waiting = new ArrayList<String>();
                var before = ready.size();
                for (var tool : listed)
                    if (isReady(tool)) ready.add(tool.path("catalogue").asText());
                    else waiting.add(PlainText.shown(tool.path("name").asText()) + standing(tool));
                says.accept(server + ": " + (ready.size() - before) + " of its " + listed.size()
                        + " tools can be asked for" + (waiting.isEmpty() ? "." : "; nobody may call the others yet:"));
                addMethods(server, token, ready);
                if (waiting.isEmpty()) continue;
                says.accept("  " + String.join(", ", waiting));
                says.accept("  Look at them and accept them, as an administrator: deploy/mandate mcp tools " + server
                        + "; deploy/mandate mcp accept " + server + " --proposed-labels --for ROLE");
            } catch (ApiRefused e) {
                says.accept(server + ": it doesn't answer, so that none of its tools can be asked for: "
                        + PlainText.shown(String.valueOf(e.getMessage())));
            }
        }
        leaveOutRefused(ready);
        if (!ready.containsAll(chosen)) {
            var absent = new ArrayList<>(chosen);
            absent.removeAll(ready);
            throw new IllegalArgumentException(
                    "--tool names what can't be asked for: " + PlainText.shown(String.join(", ", absent))
                            + "; there are " + PlainText.shown(String.join(", ", ready)));
        }
        var asked = chosen.isEmpty() ? ready : chosen;
        if (asked.size() > MOST_TOOLS)
            throw new IllegalArgumentException("a task has at most " + MOST_TOOLS + " tools, and there are "
                    + asked.size() + "; choose by --tool, which may be repeated");
        return asked;
    }

    /** What the person may not do himself, whatever the call, his page would strike out. Where nobody answers, that says it. */
    private void leaveOutRefused(List<String> ready) {
        var why = new TreeMap<String, List<String>>();
        for (var from = 0; from < ready.size(); from += MOST_AT_ONCE) {
            var some = ready.subList(from, Math.min(from + MOST_AT_ONCE, ready.size()));
            var answer = api.post(Service.AUTHZ, "/prospects", signIn.myself(), Map.of("tools", some));
            for (var tool : answer.body().path("tools"))
                if (tool.path("prospect").asText().equals("refused"))
                    why.computeIfAbsent(tool.path("explanation").asText(), any -> new ArrayList<>())
                            .add(tool.path("tool").asText());
        }
        why.forEach((explanation, tools) -> {
            ready.removeAll(tools);
            says.accept(
                    "Not asked for, since you may not do it yourself: " + PlainText.shown(String.join(", ", tools)));
            says.accept("  " + PlainText.shown(explanation)
                    + " As an administrator: deploy/mandate mcp accept SERVER --for ROLE.");
        });
    }

    /** What of its resources and prompts is registered. */
    private void addMethods(String server, String token, List<String> ready) {
        var methods = new ArrayList<String>();
        for (var method : api.get(Service.GATEWAY, "/servers/" + ApiClient.encode(server) + "/methods", token)
                .orRefuse())
            if (method.path("registered").asBoolean())
                methods.add(method.path("catalogue").asText());
        if (methods.isEmpty()) return;
        says.accept("  Beside them: " + PlainText.shown(String.join(", ", methods)) + ".");
        ready.addAll(methods);
    }

    private static boolean isReady(JsonNode tool) {
        return tool.path("registered").asBoolean()
                && tool.path("standing").asText().equals("accepted");
    }

    private static String standing(JsonNode tool) {
        var standing = tool.path("standing").asText();
        if (standing.equals("changed")) return " (changed since it was accepted)";
        return standing.equals("accepted") ? " (not in the catalogue)" : "";
    }

    /** Asks whoever opens the page. @return with what he agreed to */
    Wrap agreed(Wrap wrap, List<String> tools, String task, Duration lasting) throws InterruptedException {
        var id = String.valueOf(wrap.agentId());
        var details = EventJson.mapper().createArrayNode();
        var asked = details.addObject()
                .put("type", "mandate_task")
                .put("task", task)
                .put("duration", lasting.toString());
        var scope = asked.putArray("tools");
        tools.forEach(tool -> scope.addObject().put("tool", tool));
        var granted = DeviceSignIn.of(api, () -> signIn.agentProof(wrap.key(), id))
                .task(details.toString(), says)
                .path("authorization_details")
                .path(0);
        var count = granted.path("tools").size();
        says.accept("Agreed: " + (count == 1 ? "one tool" : count + " tools") + " until "
                + ShownTime.of(granted.path("expires_at")) + "   ["
                + granted.path("delegation").asText() + "]");
        return wrap.with(
                granted.path("delegation").asText(),
                Instant.parse(granted.path("expires_at").asText()));
    }

    /** What was agreed to ends with the wrap, as far as anybody answers. */
    void ends(Wrap wrap) {
        var delegation = wrap.delegation();
        if (delegation == null || (wrap.until() != null && Instant.now().isAfter(wrap.until()))) return;
        try {
            api.post(
                            Service.IDENTITY,
                            "/delegations/" + ApiClient.encode(delegation) + "/revoke",
                            signIn.operator(),
                            Map.of("reason", "the client was unwrapped"))
                    .orRefuse();
            says.accept("The task that was agreed to has ended: " + delegation);
        } catch (RuntimeException e) {
            says.accept("The task " + delegation + " couldn't be ended now (" + e.getMessage()
                    + "); it ends by itself at " + wrap.until());
        }
    }
}
