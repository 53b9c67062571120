package dev.mandate.cli.actors;

import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The security team's plain consumer of {@code risk.findings.v1}, with an account of its own. */
public final class Findings implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<FindingEvent> received = new ArrayList<>();

    public Findings(KafkaAccess kafka) {
        this.consumer = kafka.tail(Account.SECURITY_TEAM, List.of(TopicCatalogue.RISK_FINDINGS.name()));
    }

    /** What arrived since the last call; waits at most this long for the first. */
    public List<FindingEvent> poll(Duration patience) {
        var fresh = new ArrayList<FindingEvent>();
        for (var record : consumer.poll(patience)) {
            try {
                fresh.add(CloudEventCodec.decode(FindingEvent.FAMILY, KafkaRecords.wire(record))
                        .data());
            } catch (Unreadable e) {
                throw new IllegalStateException("a finding that breaks its own contract: " + e.getMessage(), e);
            }
        }
        received.addAll(fresh);
        return fresh;
    }

    /** All findings about a session that stand there now, each in its newest state. */
    public List<FindingEvent> about(String session) {
        while (isBehind()) poll(Duration.ofMillis(50));
        var newest = new LinkedHashMap<FindingId, FindingEvent>();
        for (var finding : received)
            if (session.equals(finding.unmapped().session()))
                newest.put(finding.findingInfo().uid(), finding);
        return List.copyOf(newest.values());
    }

    private boolean isBehind() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
