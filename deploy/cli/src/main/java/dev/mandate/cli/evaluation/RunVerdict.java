package dev.mandate.cli.evaluation;

import dev.mandate.events.cloudevents.EventJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules and the decision made of one run.
 *
 * @param alerted there is a finding of severity medium or higher
 * @param severity of the gravest finding, in Sigma's words; null without any
 * @param rules names of all that found something
 * @param alertedAt index of the call that raised the first finding of severity medium or higher
 * @param stoppedAt index of the first call that the decision would have stopped before it ran
 */
record RunVerdict(
        String id,
        boolean alerted,
        @Nullable String severity,
        List<String> rules,
        @Nullable Integer alertedAt,
        @Nullable Integer stoppedAt) {

    /** All members on one line, {@code null} where there is nothing to say. */
    String json() {
        var line = EventJson.mapper().createObjectNode();
        line.put("id", id).put("alerted", alerted).put("severity", severity);
        var names = line.putArray("rules");
        rules.forEach(names::add);
        return line.put("alertedAt", alertedAt).put("stoppedAt", stoppedAt).toString();
    }
}
