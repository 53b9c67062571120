package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.completeness.Consumed;
import dev.mandate.audit.engine.completeness.Mark;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What decisions rely on when they take the age of the newest marker for the age of what they know. */
class VouchingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final RiskRun run = RiskRun.withShippedRules().clockAt("12:00");

    @AfterEach
    void close() {
        run.close();
    }

    static List<Topic> written() {
        return List.of(TopicCatalogue.RISK_SESSIONS, TopicCatalogue.RISK_PROFILES);
    }

    @ParameterizedTest
    @MethodSource("written")
    void the_job_says_once_a_second_until_when_all_is_judged(Topic topic) {
        var output = output(topic);
        run.reads("crm.contacts").sends("email", RiskRun.to("outside.example"));
        var first = allIsRead(2);
        second();
        var next = allIsRead(2);
        second();
        assertThat(vouched(output)).containsExactly(first, next);
    }

    /** By the clock and not since it last did: else each of the tasks has transactions of its own, in each stage. */
    @Test
    void while_nothing_is_processed_every_task_says_it_in_the_same_second_of_three() {
        var output = output(TopicCatalogue.RISK_SESSIONS);
        run.clockAdvances(SECOND);
        var read = new ArrayList<Instant>();
        for (int seconds = 0; seconds < 6; seconds++) {
            read.add(allIsRead(0));
            second();
        }
        assertThat(vouched(output)).containsExactly(read.get(0), read.get(1), read.get(4));
    }

    @ParameterizedTest
    @MethodSource("written")
    void a_job_that_reads_no_further_says_no_more(Topic topic) {
        var output = output(topic);
        var last = allIsRead(0);
        for (int seconds = 0; seconds < 60; seconds++) second();
        assertThat(vouched(output)).containsExactly(last);
    }

    @ParameterizedTest
    @MethodSource("written")
    void one_task_that_stands_still_holds_all_back(Topic topic) {
        var output = output(topic);
        allIsRead(0);
        run.clockAdvances(SECOND);
        assertThat(vouched(output)).isEmpty();
    }

    @Test
    void what_nobody_has_read_yet_is_not_vouched_for() {
        var output = output(TopicCatalogue.RISK_SESSIONS);
        Consumed.records(run.inputs(), TopicCatalogue.AUTHZ_DECISIONS.name(), 0, 0, run.clock());
        Consumed.records(run.inputs(), TopicCatalogue.AGENT_ACTIONS.name(), 0, 1, run.clock());
        second();
        assertThat(vouched(output)).isEmpty();
    }

    @Test
    void an_action_that_waits_for_its_decision_is_not_vouched_for_until_it_is_judged() {
        var output = output(TopicCatalogue.RISK_SESSIONS);
        run.callsUnder("dec_late", "crm.contacts", Map.of("id", "7"));
        for (int seconds = 0; seconds < 3; seconds++) {
            // It is on its topic since before any of these asks, and decisions are not read on.
            Consumed.asked(run.inputs(), ends(1, 1), run.clock());
            handedOut(0, 1);
            second();
        }
        assertThat(vouched(output)).isEmpty();
        run.decides("dec_late", "crm.contacts", true);
        var judged = allIsRead(1, 1);
        second();
        second();
        assertThat(vouched(output)).last().isEqualTo(judged);
    }

    @Test
    void whoever_goes_on_inventing_decisions_holds_vouching_back_for_no_longer_than_the_broker_is_asked_twice() {
        var output = output(TopicCatalogue.RISK_SESSIONS);
        for (int actions = 1; actions <= 60; actions++) {
            run.callsUnder("dec_invented" + actions, "crm.contacts", Map.of("id", "7"));
            allIsRead(0, actions);
            second();
            if (actions > 8)
                assertThat(vouched(output))
                        .last()
                        .satisfies(
                                until -> assertThat(until).isAfter(run.clock().minusSeconds(8)));
        }
    }

    private Instant allIsRead(int calls) {
        return allIsRead(calls, calls);
    }

    /** @return when the broker was asked */
    private Instant allIsRead(long decisions, long actions) {
        Consumed.asked(run.inputs(), ends(decisions, actions), run.clock());
        handedOut(decisions, actions);
        return run.clock();
    }

    private static Map<String, Long> ends(long decisions, long actions) {
        return Map.of(TopicCatalogue.AUTHZ_DECISIONS.name(), decisions, TopicCatalogue.AGENT_ACTIONS.name(), actions);
    }

    private void handedOut(long decisions, long actions) {
        Consumed.handed(run.inputs(), TopicCatalogue.AUTHZ_DECISIONS.name(), decisions);
        Consumed.handed(run.inputs(), TopicCatalogue.AGENT_ACTIONS.name(), actions);
    }

    /** A second goes by, and the tasks of all other partitions, which the driver doesn't run, have judged everything. */
    private void second() {
        run.clockAdvances(SECOND);
        var bytes = new ByteArraySerializer();
        for (var stage : List.of("groups", "matches", "lessons")) {
            var marks = run.driver().createInputTopic("audit-risk-" + stage + "-repartition", bytes, bytes);
            for (int from = 1; from < TopicCatalogue.AGENT_ACTIONS.partitions(); from++)
                marks.pipeInput(new TestRecord<>(
                        new byte[0], null, new Mark(from, run.clock()).record(0).headers(), run.clock()));
        }
    }

    private TestOutputTopic<byte[], byte[]> output(Topic topic) {
        return run.driver().createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<Instant> vouched(TestOutputTopic<byte[], byte[]> output) {
        var vouched = new ArrayList<Instant>();
        for (var record : output.readRecordsToList()) {
            var wire = Wire.of(new org.apache.kafka.streams.processor.api.Record<>(
                    record.key(), record.value(), 0, record.headers()));
            if (CloudEventCodec.isCompleteUntil(wire)) vouched.add(until(wire));
        }
        return vouched;
    }

    private static Instant until(WireRecord wire) {
        try {
            return CloudEventCodec.decodeCompleteUntil(wire).completeUntil();
        } catch (Unreadable e) {
            throw new AssertionError("a marker that nobody can read", e);
        }
    }
}
