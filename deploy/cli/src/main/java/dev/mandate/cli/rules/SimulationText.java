package dev.mandate.cli.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.terminal.Table;
import dev.mandate.events.cloudevents.PlainJson;
import java.util.Locale;

/** What a rule would have found, in words. */
final class SimulationText {
    private static final int SHOWN = 20;
    /** Of fewer one measures how the first calls are compiled. */
    private static final int ENOUGH = 1_000;

    private SimulationText() {}

    /** @param answer of {@code POST /rules/simulation} */
    static String of(JsonNode answer) {
        var report = PlainJson.of(answer);
        var text = new StringBuilder();
        var first = report.path("first").asText();
        var last = report.path("last").asText();
        line(
                text,
                "%,d decisions and %,d actions were looked at again%s.",
                report.path("decisions").asInt(),
                report.path("actions").asInt(),
                first.isEmpty() ? "" : ", from " + first + " to " + last);
        if (report.path("cut").asBoolean())
            line(text, "What happened before was NOT looked at: one question reads 50,000 lines at most, the newest.");
        missing(text, report, last);
        var unjudged = report.path("unjudged").asInt();
        if (unjudged > 0)
            line(
                    text,
                    "%,d of them could NOT be judged: their decision is not among them, or they are of another version.",
                    unjudged);
        text.append(counts(report));
        examples(text, report);
        if (report.path("decisions").asInt() + report.path("actions").asInt() >= ENOUGH)
            line(
                    text,
                    "%,d of them a second were judged by what is in force, %,d with this file.",
                    report.path("inForcePerSecond").asLong(),
                    report.path("candidatePerSecond").asLong());
        return text.toString();
    }

    private static void missing(StringBuilder text, JsonNode report, String last) {
        var late = report.path("late").asBoolean();
        if (!late && !report.path("full").asBoolean()) return;
        line(
                text,
                "%s was NOT looked at: %s.",
                last.isEmpty() ? "What happened" : "What happened after " + last,
                late
                        ? "20 s were over. Ask for fewer hours to have the newest judged"
                        : "audit-service has no more memory for it. Ask for fewer hours, or give it a larger heap");
    }

    private static Table counts(JsonNode report) {
        var table = new Table("rule", "told then", "in force", "with this file", "new", "gone");
        for (var rule : report.path("rules"))
            table.row(
                    rule.path("name").asText(),
                    rule.path("recorded").asText(),
                    rule.path("inForce").asText(),
                    rule.path("withCandidate").asText(),
                    rule.path("newly").asText(),
                    rule.path("gone").asText());
        return table;
    }

    private static void examples(StringBuilder text, JsonNode report) {
        var shown = 0;
        for (var each : report.path("examples")) {
            if (shown++ == SHOWN) break;
            line(
                    text,
                    "%s  %s  %s, %s",
                    each.path("gone").asBoolean() ? "gone" : "new ",
                    each.path("at").asText(),
                    each.path("severity").asText(),
                    each.path("what").asText());
            line(
                    text,
                    "      %s, for whom %s answers",
                    each.path("agent").asText("an agent that nobody knows"),
                    each.path("person").asText("nobody who is known"));
        }
        var more = report.path("examples").size() - SHOWN;
        if (more > 0) line(text, "and %d more examples in the answer of POST /rules/simulation.", more);
    }

    private static void line(StringBuilder text, String words, Object... values) {
        text.append("  ").append(String.format(Locale.ROOT, words, values)).append('\n');
    }
}
