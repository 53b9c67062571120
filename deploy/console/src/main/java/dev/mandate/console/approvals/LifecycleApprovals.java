package dev.mandate.console.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mandate.console.apis.Answer;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import dev.mandate.console.apis.TitledTool;
import dev.mandate.console.signin.Visitor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From lifecycle-service's {@code /approvals}; names and tasks from identity-service, for who may see them there. */
@ApplicationScoped
class LifecycleApprovals implements Approvals {
    private static final int ON_A_PAGE = 20;

    private final Apis apis;
    private final Visitor visitor;

    LifecycleApprovals(Apis apis, Visitor visitor) {
        this.apis = apis;
        this.visitor = visitor;
    }

    @Override
    public Waiting waiting(@Nullable String after) {
        var answer = apis.get(
                Api.LIFECYCLE, "/approvals?limit=" + ON_A_PAGE + (after == null ? "" : "&after=" + Apis.encode(after)));
        // Who doesn't work here now is told nothing, and an address that somebody made up shows nothing.
        if (answer.status() == 400 || answer.status() == 404) return new Waiting(List.of(), null);
        answer.orUnanswered(Api.LIFECYCLE);
        var names = new HashMap<String, String>();
        var calls = new ArrayList<AskedCall>();
        for (var one : answer.body().path("items")) calls.add(call(one, names, false));
        return new Waiting(calls, answer.body().path("next").asText(null));
    }

    @Override
    public Optional<AskedCall> find(String id) {
        var answer = apis.get(Api.LIFECYCLE, "/approvals/" + Apis.encode(id));
        return answer.isDone() ? Optional.of(call(answer.body(), new HashMap<>(), true)) : Optional.empty();
    }

    @Override
    public Said answer(String id, boolean yes, String reason) {
        return said(apis.post(
                Api.LIFECYCLE,
                "/approvals/" + Apis.encode(id) + (yes ? "/approve" : "/refuse"),
                reason.isEmpty() ? Map.of() : Map.of("reason", reason)));
    }

    @Override
    public Said agree(AskedCall call, List<LikeCalls.Limit> limits, @Nullable Instant until) {
        var like = Objects.requireNonNull(call.like());
        var body = new HashMap<String, Object>(Map.of(
                "task",
                like.task(),
                "scope",
                List.of(Map.of("tool", like.tool(), "constraints", limits)),
                "decision",
                call.decision(),
                "policies",
                like.policies(),
                "policyVersion",
                like.policyVersion(),
                "arguments",
                like.arguments()));
        if (until != null) body.put("expiresAt", until.toString());
        return said(apis.post(Api.IDENTITY, "/agreements", body));
    }

    @Override
    public Said askAgain(AskedCall call) {
        var after = "";
        do {
            var page = apis.get(Api.IDENTITY, "/agreements?limit=200" + after);
            if (!page.isDone()) return said(page);
            for (var agreement : page.body().path("items")) {
                if (!agreement.path("agreed").path("decision").asText().equals(call.decision())) continue;
                var ended = apis.post(
                        Api.IDENTITY,
                        "/delegations/"
                                + Apis.encode(agreement.path("delegation").asText()) + "/revoke",
                        Map.of("reason", "the yes was taken back"));
                if (!ended.isDone()) return said(ended);
            }
            after = page.body().hasNonNull("next")
                    ? "&after=" + Apis.encode(page.body().path("next").asText())
                    : "";
        } while (!after.isEmpty());
        return new Said(Outcome.COUNTS, "");
    }

    private static Said said(Answer answer) {
        if (answer.isDone()) return new Said(Outcome.COUNTS, "");
        var stronger = answer.problem().equals("step-up-required");
        return new Said(stronger ? Outcome.STRONGER_SIGN_IN : Outcome.REFUSED, answer.advice());
    }

    private AskedCall call(JsonNode it, Map<String, String> names, boolean withTask) {
        var agent = it.path("subject").asText();
        var says = it.path("says");
        var more = it.path("moreArguments").asInt();
        var task = withTask && it.hasNonNull("delegation")
                ? task(it.path("delegation").asText())
                : MissingNode.getInstance();
        return new AskedCall(
                it.path("approval").asText(),
                it.path("status").asText(),
                agent,
                names.computeIfAbsent(agent, this::nameOf),
                it.path("what").asText() + "."
                        + (more == 0 ? "" : " It has " + more + " more arguments than are shown."),
                says.path(1).asText(),
                says.path(2).asText(),
                task.path("task").asText(""),
                !it.hasNonNull("approver") || it.path("approver").asText().equals(visitor.person()),
                texts(it.path("acr")),
                arguments(it.path("arguments")),
                it.path("action").asText() + " " + it.path("resource").asText(),
                it.path("decision").asText(),
                it.path("askedAt").asText(),
                it.path("until").asText(),
                it.hasNonNull("answer") ? answered(it.path("answer")) : null,
                like(it, task));
    }

    private static @Nullable LikeCalls like(JsonNode it, JsonNode task) {
        if (!it.hasNonNull("kind") || !it.hasNonNull("delegation")) return null;
        var kind = it.path("kind");
        var limits = new ArrayList<LikeCalls.Limit>();
        for (var limit : kind.path("limits"))
            limits.add(new LikeCalls.Limit(
                    limit.path("argument").asText(), limit.path("operator").asText(), texts(limit.path("values"))));
        return new LikeCalls(
                it.path("delegation").asText(),
                kind.path("tool").asText(),
                TitledTool.in(task, kind.path("tool").asText()),
                limits,
                texts(kind.path("policies")),
                kind.path("policyVersion").asText(),
                texts(kind.path("arguments")));
    }

    private AskedCall.Answer answered(JsonNode it) {
        var by = it.path("by").path("subject").asText();
        return new AskedCall.Answer(
                it.path("approved").asBoolean(),
                by.equals(visitor.person()) ? "You" : by,
                it.path("at").asText(),
                it.path("reason").asText(""));
    }

    private String nameOf(String agent) {
        if (!agent.startsWith("agt_")) return "";
        var answer = apis.get(Api.IDENTITY, "/agents/" + Apis.encode(agent));
        return answer.isDone() ? answer.body().path("displayName").asText() : "";
    }

    /** Missing where he who looks may not see it. */
    private JsonNode task(String delegation) {
        var answer = apis.get(Api.IDENTITY, "/delegations/" + Apis.encode(delegation));
        return answer.isDone() ? answer.body() : MissingNode.getInstance();
    }

    private static Map<String, String> arguments(JsonNode members) {
        var arguments = new HashMap<String, String>();
        members.properties()
                .forEach(member ->
                        arguments.put(member.getKey(), member.getValue().asText()));
        return arguments;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
