package dev.mandate.console.findings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.findings.Findings.Evidence;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** A call that a finding rests on, as people read it. */
final class EvidenceInWords {
    private static final Map<String, String> FACTS = new LinkedHashMap<>();

    static {
        FACTS.put("labels", "The tool: ");
        FACTS.put("recipientDomains", "Towards ");
        FACTS.put("strangers", "Named first by a stranger's text: ");
        FACTS.put("task", "The task asks for it: ");
        FACTS.put("standing", "How it stands to the session's decisions: ");
        FACTS.put("decision", "Decision ");
        FACTS.put("reason", "Why: ");
    }

    private EvidenceInWords() {}

    static Evidence of(JsonNode evidence, Map<String, String> names) {
        var data = evidence.path("data");
        var agent = data.path("agent").asText("");
        var tool = data.path("tool").asText(evidence.path("name").asText());
        var facts = new ArrayList<String>();
        FACTS.forEach((member, words) -> {
            var value = words(data.path(member));
            if (!value.isEmpty()) facts.add(words + value);
        });
        if (data.at("/approval/given").asBoolean()) facts.add("A person had said yes to it, or to calls like it.");
        if (data.path("incomplete").asBoolean()) facts.add("Its answer showed more than is told.");
        return new Evidence(
                agent.isEmpty() ? tool : names.getOrDefault(agent, agent) + " called " + tool,
                at(data.path("time").asText("")),
                facts);
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
