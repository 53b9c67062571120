package dev.mandate.cli.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.Table;
import java.util.List;
import java.util.TreeMap;

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
