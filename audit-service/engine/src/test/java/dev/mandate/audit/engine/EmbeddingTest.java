package dev.mandate.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.job.RiskRun;
import dev.mandate.audit.engine.job.RiskTopology;
import dev.mandate.audit.engine.profiles.Profiles;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.audit.engine.rules.ShippedRules;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** The example of the README, which {@link ReadmeTest} holds to what stands here. */
class EmbeddingTest {
    private static final SessionId SESSION = new SessionId("del_task");
    private static final IdentityId AGENT = new IdentityId("agt_first");

    private final List<TestRecord<byte[], byte[]>> decided = new ArrayList<>();
    private final List<TestRecord<byte[], byte[]>> called = new ArrayList<>();
    private Instant now = RiskRun.MIDNIGHT;

    @Test
    void what_is_embedded_finds_what_the_shipped_rules_find() throws IOException {
        calls("crm.contacts", Map.of("id", "4711"));
        calls("email", Map.of("to", "eve@outside.example"));
        var found = new ArrayList<FindingEvent>();
        for (var finding : played()) found.add(EventJson.mapper().readValue(finding, FindingEvent.class));
        assertThat(found)
                .filteredOn(it -> it.severityId() == FindingEvent.HIGH)
                .singleElement()
                .satisfies(it -> assertThat(it.unmapped().session()).isEqualTo(SESSION.value()));
    }

    @Test
    void a_call_that_follows_nothing_raises_no_finding() {
        calls("email", Map.of("to", "bob@own.example"));
        assertThat(played()).isEmpty();
    }

    private List<byte[]> played() {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "embedded");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        return played(new Known(), settings, RiskRun.MIDNIGHT);
    }

    private List<byte[]> played(Surroundings known, Properties settings, Instant begin) {
        // README: the rules in force, asked for anew with each event: here those that are shipped
        var rules = ShippedRules.compile();
        // the job is a topology; known is what it looks up beside the actions
        var job = RiskTopology.playedOnce(() -> rules, known);
        // what runs it here is the driver, in this thread; in a service Kafka Streams does
        try (var driver = new TopologyTestDriver(job, settings, begin)) {
            var bytes = new ByteArraySerializer();
            var decisions = driver.createInputTopic(TopicCatalogue.AUTHZ_DECISIONS.name(), bytes, bytes);
            var actions = driver.createInputTopic(TopicCatalogue.AGENT_ACTIONS.name(), bytes, bytes);
            decided.forEach(decisions::pipeInput);
            called.forEach(actions::pipeInput);
            var read = new ByteArrayDeserializer();
            return driver.createOutputTopic(TopicCatalogue.RISK_FINDINGS.name(), read, read)
                    .readValuesToList();
        }
        // end
    }

    private void calls(String tool, Map<String, Object> arguments) {
        now = now.plusSeconds(2);
        var decision = new DecisionId("dec_" + called.size());
        var allow = RiskRun.decided(decision, SESSION, AGENT, tool, true, now);
        decided.add(record(RiskRun.encoded(DecisionEvent.FAMILY, "urn:test", "d" + called.size(), now, allow)));
        var call = new ToolCalled(
                SESSION, AGENT, null, decision, tool, arguments, now, ToolResult.succeeded(10), List.of());
        called.add(record(RiskRun.encoded(ActionEvent.FAMILY, "urn:test", "a" + called.size(), now, call)));
    }

    private TestRecord<byte[], byte[]> record(WireRecord wire) {
        return new TestRecord<>(wire.key(), wire.value(), Wire.headers(wire), now);
    }

    private static final class Known implements Surroundings {
        private final Profiles profiles = new Profiles();

        @Override
        public void awaitReady() {
            // everything is here from the start
        }

        @Override
        public Optional<CatalogEntry.Tool> tool(String id) {
            var label = id.equals("email") ? ToolLabel.EGRESS : ToolLabel.PRIVATE;
            return Optional.of(new CatalogEntry.Tool(id, 1, false, id, "app", Set.of(label), Map.of()));
        }

        @Override
        public boolean ownDomain(String domain) {
            return domain.equals("own.example");
        }

        @Override
        public List<String> taskIdentifiers(SessionId session) {
            return List.of();
        }

        @Override
        public Profiles profiles() {
            return profiles;
        }

        @Override
        public Optional<IdentityId> accountablePerson(ActionEvent action) {
            return Optional.of(new IdentityId("per_ada"));
        }

        @Override
        public Optional<IdentityId> accountablePerson(SessionId session) {
            return Optional.of(new IdentityId("per_ada"));
        }
    }
}
