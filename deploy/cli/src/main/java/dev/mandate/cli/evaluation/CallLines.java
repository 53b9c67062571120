package dev.mandate.cli.evaluation;

import dev.mandate.cli.traces.TraceRun;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.provenance.CallFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What was known of each call with consequences, one JSON object a line, for whoever writes rules. */
final class CallLines {
    private final Writer out;

    CallLines(Writer out) {
        this.out = out;
    }

    synchronized void write(
            TraceRun run,
            ReportedCall call,
            Set<ToolLabel> labels,
            RunDecisions.Answer answer,
            List<FindingEvent> found) {
        if (!CallFacts.consequential(labels, !labels.isEmpty())) return;
        var facts = answer.facts();
        var stops = answer.stops();
        var line = EventJson.mapper().createObjectNode();
        line.put("run", run.id())
                .put("call", call.index())
                .put("tool", call.call().tool());
        var destinations = line.putArray("destinations");
        for (var to : facts.destinations())
            destinations
                    .addObject()
                    .put("value", to.value())
                    .put("whole", to.whole())
                    .put("origin", to.origin().name().toLowerCase(Locale.ROOT))
                    .put("known_by", to.knownBy() == null ? null : to.knownBy().text());
        line.put("asked", facts.asked().text());
        line.put("unusual", facts.unusual())
                .put("rare", facts.rare())
                .put("profiled", facts.profiled())
                .put("spread", facts.spread())
                .put("untrusted", facts.session() == null ? 0 : facts.session().untrustedReads());
        line.put("stop", stops.isEmpty() ? null : stops.get(0).by());
        var rules = line.putArray("rules");
        found.forEach(finding -> rules.add(
                finding.severityId() + " " + finding.findingInfo().analytic().name()));
        try {
            out.write(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
