package dev.mandate.cli.traces;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.cli.actors.Cast;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.ToolLabel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools of each suite with their labels, as the tools' owner would register them; {@code none} is no label. */
record TraceTools(Map<String, Map<String, List<ToolLabel>>> suites) {
    static TraceTools read(Path file) throws IOException {
        var texts = EventJson.mapper()
                .readValue(
                        file.toFile(),
                        new TypeReference<LinkedHashMap<String, LinkedHashMap<String, List<String>>>>() {});
        var suites = new LinkedHashMap<String, Map<String, List<ToolLabel>>>();
        texts.forEach((suite, tools) -> {
            var labels = new LinkedHashMap<String, List<ToolLabel>>();
            tools.forEach((tool, names) -> labels.put(
                    tool,
                    names.stream()
                            .filter(name -> !name.equals("none"))
                            .map(ToolLabel::of)
                            .toList()));
            suites.put(suite, labels);
        });
        return new TraceTools(suites);
    }

    /** A tool's id in the catalogue. */
    static String id(String suite, String tool) {
        return suite + "." + tool;
    }

    /** For the catalogue's import: an application a suite, and its tools. */
    Map<String, Object> catalogue() {
        var applications =
                suites.keySet().stream().map(suite -> Map.of("id", suite)).toList();
        var tools = suites.entrySet().stream()
                .flatMap(suite -> suite.getValue().entrySet().stream()
                        .map(tool -> Map.of(
                                "id", id(suite.getKey(), tool.getKey()),
                                "title", tool.getKey(),
                                "application", suite.getKey(),
                                "labels", tool.getValue(),
                                "argumentsSchema", Map.of("type", "object"))))
                .toList();
        return Map.of("applications", applications, "tools", tools);
    }

    /** Every tool of a suite: what a person would hand on to an assistant. */
    List<Map<String, Object>> scope(String suite) {
        return tools(suite).keySet().stream()
                .map(tool -> Cast.tool(id(suite, tool)))
                .toList();
    }

    /** The tool of a suite that the catalogue's import writes last. */
    String last(String suite) {
        return tools(suite).keySet().stream()
                .reduce((first, second) -> second)
                .map(tool -> id(suite, tool))
                .orElseThrow();
    }

    private Map<String, List<ToolLabel>> tools(String suite) {
        var tools = suites.get(suite);
        if (tools == null || tools.isEmpty())
            throw new IllegalArgumentException("the labels file has no tools of the suite " + suite);
        return tools;
    }
}
