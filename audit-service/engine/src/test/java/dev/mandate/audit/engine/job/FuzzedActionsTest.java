package dev.mandate.audit.engine.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.engine.records.Bounded;
import dev.mandate.events.Fuzzing;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Actions of every size and alphabet: each is judged or a dead letter, and an innocent session beside them is judged as without. */
class FuzzedActionsTest {
    private static final int ACTIONS = Integer.getInteger("mandate.test.actions", 120);
    private static final String[] TOOLS = {"web.browse", "mail.read", "mail.send", "pay"};
    private static final String INNOCENT = "del_innocent";

    @Test
    @Tag("fuzz")
    void every_action_is_judged_or_a_dead_letter_and_what_is_written_can_be_read() {
        Fuzzing.rounds("actions", 2, FuzzedActionsTest::judged);
    }

    private static void judged(Random random) throws IOException {
        var seen = new TreeMap<String, Integer>();
        try (var alone = job();
                var beside = job()) {
            var states = new HashMap<String, JsonNode>();
            int letters = 0;
            for (int i = 0; i < ACTIONS; i++) {
                send(beside, random, i);
                if (i % 10 == 0) {
                    innocent(alone, i);
                    innocent(beside, i);
                }
                letters += look(beside, states, seen);
            }
            assertThat(calls(states) + letters).isEqualTo(ACTIONS + ACTIONS / 10);
            var expected = new HashMap<String, JsonNode>();
            look(alone, expected, new TreeMap<>());
            assertThat(states.get(INNOCENT)).isEqualTo(expected.get(INNOCENT));
            for (var pause : List.of(Duration.ofMinutes(61), Duration.ofHours(25))) {
                beside.clockAdvances(pause);
                look(beside, states, seen);
            }
        }
        System.out.println("largest records: " + seen);
        assertThat(seen.keySet()).anyMatch(topic -> topic.endsWith("session-memories-changelog"));
        assertThat(seen).containsKey("audit-risk-lessons-repartition");
    }

    private static RiskRun job() {
        return RiskRun.withShippedRules()
                .at("10:00")
                .tool("web.browse", ToolLabel.UNTRUSTED)
                .tool("mail.read", ToolLabel.UNTRUSTED, ToolLabel.PRIVATE)
                .tool("mail.send", ToolLabel.EGRESS)
                .tool("pay", ToolLabel.MONEY, ToolLabel.STATE);
    }

    /** @return how many dead letters there were */
    private static int look(RiskRun run, Map<String, JsonNode> states, Map<String, Integer> seen) throws IOException {
        int letters = 0;
        for (var topic : run.written().entrySet()) {
            for (var record : topic.getValue()) {
                Bounded.require(new ProducerRecord<>(
                        topic.getKey(), null, null, record.key(), record.value(), record.headers()));
                seen.merge(topic.getKey(), record.value() == null ? 0 : record.value().length, Math::max);
                if (topic.getKey().equals(TopicCatalogue.AUDIT_DEAD_LETTERS.name())) letters++;
                if (topic.getKey().equals(TopicCatalogue.RISK_SESSIONS.name())) take(run, record, states);
            }
        }
        return letters;
    }

    /** Beside others it lies elsewhere on the topic. */
    private static void take(RiskRun run, TestRecord<byte[], byte[]> record, Map<String, JsonNode> states) {
        run.whole(record)
                .filter(state -> !state.deleted())
                .map(state -> state.upTo(null))
                .ifPresent(state -> states.put(state.key(), EventJson.mapper().valueToTree(state)));
    }

    private static int calls(Map<String, JsonNode> states) {
        return states.values().stream()
                .mapToInt(state -> state.get("calls").asInt())
                .sum();
    }

    private static void innocent(RiskRun run, int at) {
        run.inSession(INNOCENT).by("agt_innocent");
        if (at % 20 == 0) run.shows("mail.read", "grace@own.example", "https://news.own.example/" + at);
        else run.calls("mail.send", Map.of("to", "grace@own.example", "body", "see you at " + at));
    }

    private static void send(RiskRun run, Random random, int number) {
        var noise = new Noise(random, 1 << 6 + random.nextInt(13));
        var session = "del_" + noise.id(number % 7);
        var agent = "agt_" + noise.id(number % 3);
        var decision = "dec_fuzz" + number;
        var tool = random.nextInt(3) > 0 ? TOOLS[random.nextInt(TOOLS.length)] : noise.text(200);
        if (tool.isBlank()) tool = "t";
        run.decision(CloudEventCodec.encode(
                DecisionEvent.FAMILY,
                new Envelope<>(
                        "urn:mandate:authz",
                        decision,
                        run.clock(),
                        RiskRun.decided(
                                new DecisionId(decision),
                                new SessionId(session),
                                new IdentityId(agent),
                                new String(tool.getBytes(UTF_8), UTF_8),
                                true,
                                run.clock()),
                        null)));
        var call = new HashMap<String, Object>();
        call.put("session", session);
        call.put("agent", agent);
        call.put("decision", decision);
        call.put("tool", new String(tool.getBytes(UTF_8), UTF_8));
        call.put("occurredAt", run.clock().toString());
        call.put("arguments", Map.of("a", noise.value(random.nextInt(12) == 0 ? 40 : 6)));
        var kind = noise.text(200);
        if (!kind.isBlank()) call.put("taskKind", kind);
        call.put("taskIdentifiers", noise.texts(random.nextInt(4) == 0 ? 300 : 3));
        var result = new HashMap<String, Object>();
        result.put("status", "SUCCEEDED");
        result.put("size", 100);
        result.put("identifiers", noise.texts(random.nextInt(3) == 0 ? 400 : 10));
        call.put("result", result);
        var headers = new HashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", number + "-" + plain(noise.text(200)));
        headers.put("ce_source", "urn:platform:" + plain(noise.text(200)));
        headers.put("ce_type", "agent.tool.called.v1");
        headers.put("ce_time", run.clock().toString());
        headers.put("traceparent", noise.text(1 << random.nextInt(15)));
        if (random.nextInt(10) == 0) headers.put("x", "y".repeat(random.nextInt(1 << 21)));
        run.record(new WireRecord(
                session.getBytes(UTF_8),
                headers,
                Noise.json(call, random.nextBoolean()).getBytes(UTF_8)));
    }

    /** As attributes of events have to be. */
    private static String plain(String text) {
        return new String(text.getBytes(UTF_8), UTF_8).replaceAll("\\p{Cntrl}|[\\u0080-\\u009f]", "");
    }
}
