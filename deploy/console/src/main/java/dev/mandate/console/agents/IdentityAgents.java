package dev.mandate.console.agents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.apis.Answer;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import dev.mandate.console.signin.Visitor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From identity-service's {@code /agents}, {@code /offers} and {@code /delegations}. */
@ApplicationScoped
class IdentityAgents implements OwnAgents {
    private static final int MOST = 100;

    private final Apis apis;
    private final Visitor visitor;
    private final InstantSource clock;

    IdentityAgents(Apis apis, Visitor visitor, InstantSource clock) {
        this.apis = apis;
        this.visitor = visitor;
        this.clock = clock;
    }

    @Override
    public Overview overview() {
        var offered = listed("/offers?limit=" + MOST);
        var owned = listed("/agents?limit=" + MOST + "&owner=" + Apis.encode(visitor.person()));
        var given = listed("/delegations?limit=" + MOST);
        var agreed = listed("/agreements?limit=" + MOST);
        var names = new HashMap<String, String>();
        var agents = new ArrayList<Agent>();
        for (var one : owned.path("items")) {
            agents.add(agent(one));
            names.put(one.path("identity").asText(), one.path("displayName").asText());
        }
        var offers = new ArrayList<Offer>();
        for (var one : offered.path("items")) offers.add(offer(one));
        return new Overview(
                offers,
                agents,
                tasks(given, names),
                tasks(agreed, names),
                hasMore(offered) || hasMore(owned) || hasMore(given) || hasMore(agreed));
    }

    @Override
    public Optional<AnsweredFor> find(String id) {
        var found = apis.get(Api.IDENTITY, "/agents/" + Apis.encode(id));
        if (!found.isDone() || !found.body().path("owner").asText().equals(visitor.person())) return Optional.empty();
        var agent = agent(found.body());
        var given = listed("/delegations?limit=" + MOST + "&agent=" + Apis.encode(id));
        return Optional.of(new AnsweredFor(
                agent, tasks(given, new HashMap<>(Map.of(id, agent.name()))), hasMore(given)));
    }

    private JsonNode listed(String path) {
        return apis.get(Api.IDENTITY, path).orUnanswered(Api.IDENTITY);
    }

    @Override
    public Optional<String> accept(String offer) {
        return against(apis.post(Api.IDENTITY, "/offers/" + Apis.encode(offer) + "/accept", Map.of()));
    }

    @Override
    public Optional<String> refuse(String offer) {
        return against(apis.post(Api.IDENTITY, "/offers/" + Apis.encode(offer) + "/refuse", Map.of()));
    }

    @Override
    public Optional<String> stop(String agent, String reason) {
        return against(apis.post(Api.IDENTITY, "/agents/" + Apis.encode(agent) + "/stop", Map.of("reason", reason)));
    }

    @Override
    public Optional<String> resume(String agent, String reason) {
        return against(apis.post(Api.IDENTITY, "/agents/" + Apis.encode(agent) + "/resume", Map.of("reason", reason)));
    }

    @Override
    public Optional<String> revoke(String task, String reason) {
        return against(apis.post(
                Api.IDENTITY,
                "/delegations/" + Apis.encode(task) + "/revoke",
                reason.isEmpty() ? Map.of() : Map.of("reason", reason)));
    }

    private static Optional<String> against(Answer answer) {
        return answer.isDone() ? Optional.empty() : Optional.of(answer.advice());
    }

    private static boolean hasMore(JsonNode page) {
        return page.hasNonNull("next");
    }

    private static Offer offer(JsonNode it) {
        return new Offer(
                it.path("offer").asText(),
                it.path("agent").asText(),
                it.path("agentName").asText(),
                it.path("purpose").asText(""),
                it.path("endsAt").asText());
    }

    private static Agent agent(JsonNode it) {
        return new Agent(
                it.path("identity").asText(),
                it.path("displayName").asText(),
                it.path("status").asText(),
                it.path("mayAct").asBoolean(),
                it.path("statusReason").asText(it.path("obstacle").asText("")),
                it.path("purpose").asText(""),
                it.path("platform").asText(""),
                AgentInWords.of(it));
    }

    /** Those that count now. */
    private List<Task> tasks(JsonNode page, Map<String, String> names) {
        var tasks = new ArrayList<Task>();
        for (var it : page.path("items")) {
            if (!it.path("status").asText().equals("ACTIVE")
                    || !clock.instant()
                            .isBefore(Instant.parse(it.path("expiresAt").asText()))) continue;
            var agent = it.path("agent").asText();
            var by = it.path("delegator").asText();
            tasks.add(new Task(
                    it.path("delegation").asText(),
                    agent,
                    names.computeIfAbsent(agent, this::nameOf),
                    by.equals(visitor.person()) ? "You" : names.computeIfAbsent(by, this::nameOf),
                    it.path("task").asText(),
                    LimitsInWords.of(it),
                    it.path("expiresAt").asText()));
        }
        return tasks;
    }

    /** Of agents; what people are called administrators alone may ask for. */
    private String nameOf(String id) {
        if (!id.startsWith("agt_")) return id;
        var answer = apis.get(Api.IDENTITY, "/agents/" + Apis.encode(id));
        return answer.isDone() ? answer.body().path("displayName").asText(id) : id;
    }
}
