package dev.mandate.audit.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.recordings.Recording.RaisedFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A finding, and which calls it rests on.
 *
 * @param rests an element for each of its evidences, in order: the decision, and {@code source id} of the report
 */
record StepFinding(String id, String title, int severity, int status, List<Set<String>> rests) {
    static StepFinding of(JsonNode finding) {
        var rests = new ArrayList<Set<String>>();
        for (var evidence : finding.path("evidences")) {
            var data = evidence.path("data");
            rests.add(Set.of(
                    data.path("decision").asText("-"),
                    reported(data.path("source").asText(), data.path("id").asText())));
        }
        var info = finding.path("finding_info");
        return new StepFinding(
                info.path("uid").asText(),
                info.path("title").asText(),
                finding.path("severity_id").asInt(),
                finding.path("status_id").asInt(),
                rests);
    }

    static String reported(String source, String id) {
        return source + " " + id;
    }

    /** @param names what a step is called by: its decision, and its reports */
    boolean restsOn(Set<String> names) {
        return rests.stream().anyMatch(one -> one.stream().anyMatch(names::contains));
    }

    RaisedFinding about(Set<String> names) {
        var last = !rests.isEmpty() && rests.get(rests.size() - 1).stream().anyMatch(names::contains);
        return new RaisedFinding(id, title, severity, status, last);
    }
}
