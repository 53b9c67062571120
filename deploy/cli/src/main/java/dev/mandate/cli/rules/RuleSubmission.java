package dev.mandate.cli.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.AdminApi;
import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.events.cloudevents.PlainText;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A Sigma file on its way to audit-service. */
final class RuleSubmission {
    private static final Duration SIMULATION = Duration.ofMinutes(2);

    private RuleSubmission() {}

    /** Tells every mistake and every failed test, and what is probably misspelt, on a line of its own before the refusal itself. */
    static JsonNode send(AdminApi api, String path, RuleText rules, String comment) {
        var submission = new HashMap<String, Object>();
        submission.put("sigma", rules.text());
        if (!comment.isEmpty()) submission.put("comment", comment);
        return taken(rules, api.offer(path, submission));
    }

    /** As {@link #send}: judged are calls for 20 s, and the database is asked before and after. */
    static JsonNode simulate(AdminApi api, int hours, RuleText rules) {
        var asked = "/simulation?hours=" + hours;
        return taken(rules, api.offer(asked, Map.of("sigma", rules.text()), SIMULATION));
    }

    private static JsonNode taken(RuleText rules, Answer answer) {
        tell(rules.name(), answer.body());
        return answer.orRefuse();
    }

    private static void tell(String file, JsonNode answer) {
        for (var finding : answer.path("findings"))
            System.out.printf(
                    "%s:%d:%d: %s%n",
                    file,
                    finding.path("line").asInt(),
                    finding.path("column").asInt(),
                    PlainText.shown(finding.path("message").asText()));
        for (var warning : answer.path("warnings"))
            System.out.printf(
                    "%s:%d:%d: probably misspelt: %s%n",
                    file,
                    warning.path("line").asInt(),
                    warning.path("column").asInt(),
                    PlainText.shown(warning.path("message").asText()));
        for (var test : answer.path("tests"))
            if (test.hasNonNull("message"))
                System.out.printf(
                        "%s: %s: %s%n",
                        file,
                        PlainText.shown(test.path("test").asText()),
                        PlainText.shown(test.path("message").asText()));
    }
}
