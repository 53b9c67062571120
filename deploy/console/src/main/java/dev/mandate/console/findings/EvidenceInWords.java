package dev.mandate.console.findings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.findings.Findings.Evidence;
import dev.mandate.events.cloudevents.PlainText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A call that a finding rests on, as people read it. */
final class EvidenceInWords {
    private static final Map<String, String> FACTS = new LinkedHashMap<>();

    static {
        FACTS.put("labels", "What the tool does: ");
        FACTS.put("recipientDomains", "Towards ");
        FACTS.put("task", "");
        FACTS.put("decision", "Decision ");
        FACTS.put("reason", "Why: ");
    }

    /** How a call stands to the decisions of its session. */
    private static final Map<String, String> STANDINGS = Map.ofEntries(
            Map.entry("allowed", "A decision allowed it."),
            Map.entry("blocked", "A decision denied it, and it didn't run."),
            Map.entry("repeated", "It was told before."),
            Map.entry("none", "It ran without a decision."),
            Map.entry("unknown", "The decision that it names isn't one of its session."),
            Map.entry(
                    "unproven",
                    "Whoever told of it didn't show what its decision was given with: it wasn't his to tell of."),
            Map.entry("denied", "It ran although a decision denied it."),
            Map.entry("dry_run", "It ran by a decision that was only a dry run."),
            Map.entry("other", "The decision was about another agent or tool."),
            Map.entry("altered", "The decision was about other arguments."),
            Map.entry("late", "It ran after what the decision allowed had ended."),
            Map.entry("used", "The decision's one call was told already, by another report."),
            Map.entry("crowded", "So many reports of its decision came that this one no longer counts."));

    private static final int MOST_SHOWN = 200;

    private EvidenceInWords() {}

    static Evidence of(JsonNode evidence, NamedInFinding names) {
        var data = evidence.path("data");
        var agent = data.path("agent").asText("");
        var tool = data.path("tool").asText(evidence.path("name").asText());
        var facts = new ArrayList<String>();
        FACTS.forEach((member, words) -> {
            var value = words(data.path(member));
            if (!value.isEmpty()) facts.add(words + value);
        });
        destinations(data, facts);
        var standing = data.path("standing").asText("");
        if (!standing.isEmpty())
            facts.add(STANDINGS.getOrDefault(standing, "How it stands to the session's decisions: " + standing));
        if (data.at("/approval/given").asBoolean()) facts.add("A person had said yes to it, or to calls like it.");
        if (data.path("incomplete").asBoolean()) facts.add("Its answer showed more than is told.");
        return new Evidence(
                agent.isEmpty() ? names.tool(tool) : names.said(agent) + " called " + names.tool(tool),
                at(data.path("time").asText("")),
                facts);
    }

    /** Why each counted as known, or as a stranger; findings of before have the strangers alone. */
    private static void destinations(JsonNode data, List<String> facts) {
        for (var to : data.path("destinations"))
            facts.add(PlainText.quoted(to.path("value").asText(), MOST_SHOWN) + ": "
                    + to.path("why").asText() + ".");
        if (data.path("destinations").isEmpty() && !data.path("strangers").isEmpty())
            facts.add("Named first by a stranger's text: " + words(data.path("strangers")));
    }

    private static String words(JsonNode value) {
        if (!value.isArray()) return value.isValueNode() ? value.asText("") : "";
        var words = new ArrayList<String>();
        value.forEach(one -> words.add(one.asText()));
        return String.join(", ", words);
    }

    private static String at(String time) {
        try {
            return time.isEmpty() ? "" : Instant.parse(time).toString();
        } catch (DateTimeException e) {
            return "";
        }
    }
}
