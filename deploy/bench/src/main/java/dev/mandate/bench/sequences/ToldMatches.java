package dev.mandate.bench.sequences;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.risk.FindingEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The matches that findings tell of. A finding shows the first match of its incident and the newest one; each of these has one
 * call of each tool, so that what is not of the first is of the newest. Where a late call gave a later beginning to what ends
 * with the same call, the newest telling counts. What is withdrawn altogether was none.
 */
final class ToldMatches {
    private final Map<String, Map<String, JsonNode>> first = new HashMap<>();
    private final Map<Ending, String> beginnings = new HashMap<>();

    private final Map<String, Set<Ending>> endings = new HashMap<>();

    private record Ending(String rule, String group, String last) {}

    void add(byte[] finding) throws IOException {
        var told = EventJson.mapper().readTree(finding);
        var rule = told.at("/finding_info/analytic/uid").asText();
        var incident = told.at("/finding_info/uid").asText();
        if (told.path("activity_id").asInt() == FindingEvent.CLOSE) {
            endings.getOrDefault(incident, Set.of()).forEach(beginnings::remove);
            endings.remove(incident);
            first.remove(incident);
            return;
        }
        var shown = new LinkedHashMap<String, JsonNode>();
        var begun = first.get(incident);
        for (var evidence : told.path("evidences")) {
            var tool = evidence.at("/data/tool").asText();
            var old = begun == null ? null : begun.get(tool);
            if (old == null || !id(evidence).equals(id(old))) shown.put(tool, evidence);
        }
        if (begun == null) first.put(incident, shown);
        else begun.forEach(shown::putIfAbsent);
        var group = told.at("/unmapped/group").elements().next().asText();
        JsonNode earliest = null;
        JsonNode latest = null;
        for (var evidence : shown.values()) {
            if (earliest == null || time(evidence).compareTo(time(earliest)) < 0) earliest = evidence;
            if (latest == null || time(evidence).compareTo(time(latest)) > 0) latest = evidence;
        }
        if (earliest == null || latest == null) throw new IOException("a finding without evidence: " + told);
        var ending = new Ending(rule, group, id(latest));
        beginnings.put(ending, id(earliest));
        endings.computeIfAbsent(incident, any -> new HashSet<>()).add(ending);
    }

    private static String id(JsonNode evidence) {
        return evidence.at("/data/id").asText();
    }

    private static Instant time(JsonNode evidence) {
        return Instant.parse(evidence.at("/data/time").asText());
    }

    Set<Matched> all() {
        var all = new HashSet<Matched>();
        beginnings.forEach((end, begin) -> all.add(new Matched(end.rule(), end.group(), begin, end.last())));
        return all;
    }
}
