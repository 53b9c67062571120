package dev.mandate.audit.engine.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.attestation.Attestations.Missed;
import dev.mandate.audit.engine.incidents.MissedOutcome;
import dev.mandate.audit.engine.sessions.SessionStore;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.lifecycle.ToolLabel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Allows of which nobody ever told what became of their calls: a finding for each session, which is doubtful until they tell. */
final class MissedOutcomes {
    private final ProcessorContext<byte[], ProcessingResult> context;
    private final SessionStore sessions;
    private final Surroundings surroundings;

    MissedOutcomes(
            ProcessorContext<byte[], ProcessingResult> context, SessionStore sessions, Surroundings surroundings) {
        this.context = context;
        this.sessions = sessions;
        this.surroundings = surroundings;
    }

    /** @param now milliseconds since 1970, by the wall clock */
    void tell(List<Missed> all, long now) {
        var bySession =
                all.stream().collect(Collectors.groupingBy(Missed::session, LinkedHashMap::new, Collectors.toList()));
        bySession.forEach((session, missed) -> {
            var rule = MissedOutcome.rule(missed.stream().anyMatch(one -> reads(one.tool())));
            var doubted = sessions.doubt(
                    session, rule, missed.stream().map(Missed::decision).toList(), now);
            var person = surroundings.accountablePerson(session).orElse(null);
            var finding = MissedOutcome.finding(missed, rule, person, Instant.ofEpochMilli(now));
            var key = session.value().getBytes(UTF_8);
            context.forward(new Record<>(key, new ProcessingResult.Failing(finding), now));
            context.forward(new Record<>(key, new ProcessingResult.State(doubted), now));
        });
    }

    /** What nobody registered may have read anything. */
    private boolean reads(String id) {
        var tool = surroundings.tool(id).orElse(null);
        return tool == null
                || tool.labels().contains(ToolLabel.PRIVATE)
                || tool.labels().contains(ToolLabel.UNTRUSTED);
    }
}
