package dev.mandate.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.terminal.ShownTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a person agrees to within a task instead of being asked for each call: calls of the same tool, with some arguments as they were. */
record LikeCalls(ApiClient api, String token) {
    /**
     * What one approval offers of it.
     *
     * @param limits those that were chosen
     * @param minutes for how long; null for as long as the task
     */
    record Offered(
            JsonNode approval,
            List<JsonNode> limits,
            @Nullable Integer minutes) {}

    /** @throws IllegalArgumentException for arguments that it can't be held to, and a time that is none: nothing is answered yet */
    Offered offered(String approval, List<String> arguments, @Nullable Integer minutes) {
        if (minutes != null && minutes < 1) throw new IllegalArgumentException("--minutes is 1 or more");
        var asked = asked(approval);
        var limits = asked.path("kind").path("limits");
        if (limits.isEmpty())
            throw new IllegalArgumentException(
                    "each call like this is asked for: leave --like out to approve this one");
        var chosen = new ArrayList<JsonNode>();
        for (var limit : limits) if (arguments.contains(limit.path("argument").asText())) chosen.add(limit);
        if (chosen.size() < arguments.stream().distinct().count())
            throw new IllegalArgumentException("--like takes some of "
                    + StreamSupport.stream(limits.spliterator(), false)
                            .map(limit -> limit.path("argument").asText())
                            .collect(Collectors.joining(", ")));
        return new Offered(asked, chosen, minutes);
    }

    /** @return what holds from now on */
    String agree(Offered offered) {
        var kind = offered.approval().path("kind");
        var scope = Map.of("tool", kind.path("tool"), "constraints", offered.limits());
        var body = new HashMap<String, Object>(Map.of(
                "task", offered.approval().path("delegation"),
                "scope", List.of(scope),
                "decision", offered.approval().path("decision"),
                "policies", kind.path("policies"),
                "policyVersion", kind.path("policyVersion"),
                "arguments", kind.path("arguments")));
        if (offered.minutes() != null)
            body.put(
                    "expiresAt",
                    Instant.now().plus(Duration.ofMinutes(offered.minutes())).toString());
        var made =
                api.post(Service.IDENTITY, "/agreements", token, body).plain().orRefuse();
        return "  " + made.path("delegation").asText() + ": nobody is asked for calls of "
                + kind.path("tool").asText() + " with "
                + offered.limits().stream()
                        .map(limit -> limit.path("argument").asText() + " " + inWords(limit))
                        .collect(Collectors.joining(", "))
                + ", and no arguments but "
                + StreamSupport.stream(kind.path("arguments").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "))
                + ", in this task until " + ShownTime.of(made.path("expiresAt")) + "\n    deploy/mandate stop session "
                + made.path("delegation").asText() + " --reason … ends it";
    }

    /**
     * Who takes a yes back is asked again for what he agreed to by it.
     *
     * @return whether there was something
     */
    boolean askAgain(String approval) {
        var asked = asked(approval);
        if (!asked.hasNonNull("kind")) return false;
        var ended = false;
        for (var agreement : api.items(Service.IDENTITY, "/agreements?limit=200", token)) {
            if (!agreement.path("agreed").path("decision").equals(asked.path("decision"))) continue;
            api.post(
                            Service.IDENTITY,
                            "/delegations/"
                                    + ApiClient.encode(
                                            agreement.path("delegation").asText()) + "/revoke",
                            token,
                            Map.of("reason", "the yes was taken back"))
                    .orRefuse();
            ended = true;
        }
        return ended;
    }

    private JsonNode asked(String approval) {
        return api.get(Service.LIFECYCLE, "/approvals/" + ApiClient.encode(approval), token)
                .plain()
                .orRefuse();
    }

    static String inWords(JsonNode limit) {
        var values = StreamSupport.stream(limit.path("values").spliterator(), false)
                .map(JsonNode::asText)
                .distinct()
                .collect(Collectors.joining(limit.path("operator").asText().equals("BETWEEN") ? " to " : " or "));
        return "only " + values;
    }
}
