package dev.mandate.console.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** By what nobody was asked for each call of a session, from audit-service's recording of it. */
final class AgreementsInWords {
    private final Map<String, JsonNode> byId = new LinkedHashMap<>();

    AgreementsInWords(JsonNode agreements) {
        for (var one : agreements) byId.put(one.path("delegation").asText(), one);
    }

    /** A sentence for each. */
    List<String> each() {
        return byId.values().stream().map(AgreementsInWords::one).toList();
    }

    /** Goes on from what was decided; empty where somebody was asked, or nobody had to be. */
    String behind(JsonNode verdict) {
        var id = verdict.path("agreed").asText("");
        if (id.isEmpty()) return "";
        var it = byId.getOrDefault(id, MissingNode.getInstance());
        var until = it.path("until").asText();
        return ": nobody was asked, since " + by(it) + " agreed to calls like it"
                + (until.isEmpty() ? "" : " until " + until) + " (" + id + ")";
    }

    private static String one(JsonNode it) {
        var calls = "calls of " + it.path("tool").asText() + " by "
                + it.path("agent").path("name").asText("an agent");
        var says = it.path("status").asText().equals("active")
                ? by(it) + " isn't asked for " + calls + " until "
                        + it.path("until").asText()
                : by(it) + " wasn't asked for " + calls + " until that was ended";
        return says + ", as long as they keep to its limits ("
                + it.path("delegation").asText() + ").";
    }

    private static String by(JsonNode it) {
        return it.path("by").path("name").asText("somebody");
    }
}
