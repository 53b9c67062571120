package dev.mandate.bench.sequences;

import dev.mandate.audit.engine.job.RiskTopology;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The risk job without a broker. */
final class RiskJobRun {
    private RiskJobRun() {}

    static Set<Matched> matches(List<Call> calls) throws Exception {
        var rules = SequenceRules.sequences();
        var topology = RiskTopology.topology(() -> rules, new StreamWorld());
        var bytes = new ByteArraySerializer();
        var end = Instant.ofEpochMilli(calls.get(calls.size() - 1).at());
        try (var driver = new TopologyTestDriver(topology, properties(), end)) {
            var decisions = driver.createInputTopic(TopicCatalogue.AUTHZ_DECISIONS.name(), bytes, bytes);
            var actions = driver.createInputTopic(TopicCatalogue.AGENT_ACTIONS.name(), bytes, bytes);
            for (var call : calls) {
                decisions.pipeInput(record(TopicCatalogue.AUTHZ_DECISIONS, CallFeed.decision(call), end));
                actions.pipeInput(record(TopicCatalogue.AGENT_ACTIONS, CallFeed.action(call), end));
            }
            var told = new ToldMatches();
            var findings = driver.createOutputTopic(
                    TopicCatalogue.RISK_FINDINGS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            for (var finding : findings.readValuesToList()) told.add(finding);
            return told.all();
        }
    }

    private static TestRecord<byte[], byte[]> record(Topic topic, WireRecord wire, Instant now) {
        var record = KafkaRecords.toSend(topic.name(), wire);
        return new TestRecord<>(record.key(), record.value(), record.headers(), now);
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.put("application.id", "audit-risk");
        properties.put("bootstrap.servers", "nowhere:1");
        return properties;
    }
}
