package dev.mandate.cli.traces;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.actors.Cast;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tools of each suite with their labels, as the tools' owner would register them; {@code none} is no label.
 *
 * @param descriptions what the owner says that a tool does, by suite and tool; without those of which he says nothing
 */
public record TraceTools(
        Map<String, Map<String, List<ToolLabel>>> suites, Map<String, Map<String, String>> descriptions) {
    static final String ROLE = "assistance-user";
    private static final String APPLICATION = "assistance";

    /** Labels for which policies ask more than the role. */
    private static final Set<ToolLabel> GUARDED =
            Set.of(ToolLabel.CREDENTIAL, ToolLabel.GRANT, ToolLabel.DESTROY, ToolLabel.MONEY);

    /**
     * Reads {@code {"suite": {"tool": ["egress", …]}}} or, with what the tools' owner says of them, {@code {"suite": {"tool":
     * {"labels": ["egress", …], "description": "…"}}}}; both forms may stand in one file.
     *
     * @throws IllegalArgumentException naming what is no label, or no list of labels
     */
    public static TraceTools read(Path file) throws IOException {
        var suites = new LinkedHashMap<String, Map<String, List<ToolLabel>>>();
        var descriptions = new LinkedHashMap<String, Map<String, String>>();
        for (var suite : object(EventJson.mapper().readTree(file.toFile()), "the file")) {
            var labels = new LinkedHashMap<String, List<ToolLabel>>();
            var told = new LinkedHashMap<String, String>();
            for (var tool : object(suite.getValue(), suite.getKey())) {
                var name = suite.getKey() + "." + tool.getKey();
                var entry = tool.getValue();
                labels.put(tool.getKey(), labels(entry.isObject() ? entry.path("labels") : entry, name));
                var description = entry.path("description").asText("");
                // of which the catalogue takes no more
                if (!description.isBlank()) told.put(tool.getKey(), EncodedText.cut(description, Tool.MAX_DESCRIPTION));
            }
            suites.put(suite.getKey(), labels);
            descriptions.put(suite.getKey(), told);
        }
        return new TraceTools(suites, descriptions);
    }

    private static Set<Map.Entry<String, JsonNode>> object(JsonNode node, String name) {
        if (!node.isObject()) throw new IllegalArgumentException(name + " is no JSON object");
        return node.properties();
    }

    private static List<ToolLabel> labels(JsonNode names, String tool) {
        if (!names.isArray()) throw new IllegalArgumentException(tool + " has no list of labels");
        var labels = new ArrayList<ToolLabel>();
        for (var name : names) if (!name.asText().equals("none")) labels.add(ToolLabel.of(name.asText()));
        return List.copyOf(labels);
    }

    /** A tool's id in the catalogue. */
    public static String id(String suite, String tool) {
        return suite + "." + tool;
    }

    /**
     * For the catalogue's import: all tools belong to one application, and one role is for its users. The shipped policies speak of
     * both, and of labels, and of no tool.
     */
    Map<String, Object> catalogue() {
        var tools = suites.entrySet().stream()
                .flatMap(suite -> suite.getValue().entrySet().stream()
                        .map(tool -> tool(suite.getKey(), tool.getKey(), tool.getValue())))
                .toList();
        return Map.of(
                "roles", List.of(Map.of("id", ROLE, "title", "Has a personal assistant")),
                "applications", List.of(Map.of("id", APPLICATION, "title", "What a personal assistant works with")),
                "tools", tools);
    }

    private Map<String, Object> tool(String suite, String tool, List<ToolLabel> labels) {
        var entry = new LinkedHashMap<String, Object>(Map.of(
                "id", id(suite, tool),
                "title", tool,
                "application", APPLICATION,
                "labels", labels,
                "argumentsSchema", Map.of("type", "object", "additionalProperties", true)));
        var told = descriptions.getOrDefault(suite, Map.of()).get(tool);
        if (told != null) entry.put("description", told);
        return entry;
    }

    /** Every tool of a suite: what a person would hand on to an assistant. */
    List<Map<String, Object>> scope(String suite) {
        return tools(suite).keySet().stream()
                .map(tool -> Cast.tool(id(suite, tool)))
                .toList();
    }

    /** A tool of the suite that whoever holds the role may call: asking for it tells whether authz-service has heard of all. */
    String harmless(String suite) {
        return tools(suite).entrySet().stream()
                .filter(tool -> Collections.disjoint(tool.getValue(), GUARDED))
                .map(tool -> id(suite, tool.getKey()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the suite " + suite + " has no harmless tool"));
    }

    private Map<String, List<ToolLabel>> tools(String suite) {
        var tools = suites.get(suite);
        if (tools == null || tools.isEmpty())
            throw new IllegalArgumentException("the labels file has no tools of the suite " + suite);
        return tools;
    }
}
