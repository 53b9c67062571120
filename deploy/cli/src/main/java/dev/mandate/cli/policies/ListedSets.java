package dev.mandate.cli.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.terminal.Table;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What authz-service tells of policy sets, for people: those that somebody published, and those that came with it. */
final class ListedSets {
    private ListedSets() {}

    /**
     * @param overview the first page
     * @param sets of all pages
     */
    static String of(JsonNode overview, List<JsonNode> sets) {
        var counts = new TreeMap<String, String>();
        var published = new TreeMap<String, JsonNode>();
        for (var each : sets) {
            published.put(each.path("set").asText(), each);
            counts.put(each.path("set").asText(), each.path("active").asText("-"));
        }
        for (var each : overview.path("standIns")) counts.put(each.path("set").asText(), inWords(each));
        var table = new Table("set", "counts", "watched", "versions");
        counts.forEach((set, what) -> {
            var facts = published.get(set);
            table.row(
                    set,
                    what,
                    facts == null ? "-" : facts.path("shadow").asText("-"),
                    facts == null ? "0" : facts.path("versions").asText());
        });
        return "  in force: " + overview.path("version").asText() + "\n"
                + (overview.hasNonNull("shadow")
                        ? "  watched:  " + overview.path("shadow").asText() + "\n"
                        : "")
                + table;
    }

    /** All that there are. */
    static List<String> names(JsonNode overview, List<JsonNode> sets) {
        return Stream.concat(
                        sets.stream(),
                        StreamSupport.stream(overview.path("standIns").spliterator(), false))
                .map(each -> each.path("set").asText())
                .distinct()
                .toList();
    }

    /** Of one set what counts for it, where that is no version; empty where one is. */
    static String standIn(JsonNode set) {
        var files = set.path("standIn");
        if (!files.has("set")) return "";
        return "  counts: " + inWords(files) + ", " + files.path("version").asText()
                + "; a version that is activated counts instead\n";
    }

    private static String inWords(JsonNode files) {
        return (files.path("shipped").asBoolean() ? "shipped" : "files of the directory") + " ("
                + files.path("policies").asText() + " policies)";
    }
}
