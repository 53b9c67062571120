package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.attestation.Attestations;
import dev.mandate.audit.engine.attestation.WaitingAction;
import dev.mandate.audit.engine.completeness.Consumed;
import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.audit.engine.completeness.Mark;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A task of the risk job beside a broker with one partition of each topic: records are on the topics, are handed out and are
 * processed at different times, and whatever was not committed is gone when the task moves.
 */
final class MovingTask implements AutoCloseable {
    private static final WireRecord NOTHING = new WireRecord(null, Map.of(), null);

    private final RuleFile[] rules;
    private final Topic decisions = new Topic(TopicCatalogue.AUTHZ_DECISIONS.name());
    private final Topic actions = new Topic(TopicCatalogue.AGENT_ACTIONS.name());
    private final List<FindingEvent> findings = new ArrayList<>();
    private final Map<String, SessionRisk> states = new HashMap<>();
    private KeptStores.Content committed = KeptStores.Content.NOTHING;
    private Inputs inputs = new Inputs();
    private KeptStores stores;
    private RiskRun run;
    private Instant clock;

    /** Records by offset, with how far they were handed out, processed, and processed for good. */
    private static final class Topic {
        private final String name;
        private final List<WireRecord> records = new ArrayList<>();
        private final List<Instant> written = new ArrayList<>();
        private int handed;
        private int processed;
        private int committed;

        Topic(String name) {
            this.name = name;
        }
    }

    MovingTask(Instant begin, RuleFile... rules) {
        this.rules = rules;
        this.clock = begin;
        this.stores = new KeptStores(committed);
        this.run = RiskRun.resumed(stores, inputs, clock, rules);
    }

    void decides(WireRecord decision) {
        write(decisions, decision);
    }

    void acts(String session, WireRecord action) {
        write(actions, action);
    }

    private void write(Topic topic, WireRecord record) {
        topic.records.add(record);
        topic.written.add(clock);
    }

    Instant clock() {
        return clock;
    }

    /** A poll hands out at most so many records of each. */
    void polls(int decisionsAtMost, int actionsAtMost) {
        handOut(decisions, decisionsAtMost);
        handOut(actions, actionsAtMost);
    }

    private void handOut(Topic topic, int most) {
        topic.handed = Math.min(topic.handed + most, topic.records.size());
        Consumed.handed(inputs, topic.name, topic.handed);
    }

    /** False if none is at hand. */
    boolean processesDecision() {
        if (decisions.processed == decisions.handed) return false;
        run.decision(decisions.records.get(decisions.processed++));
        return true;
    }

    /** False if none is at hand. */
    boolean processesAction() {
        if (actions.processed == actions.handed) return false;
        run.record(actions.records.get(actions.processed++));
        return true;
    }

    void asks() {
        Consumed.asked(
                inputs,
                Map.of(decisions.name, (long) decisions.records.size(), actions.name, (long) actions.records.size()),
                clock);
    }

    /** Nothing goes on but time. */
    void stalls(Duration time) {
        clock = clock.plus(time);
        run.clockAdvances(time);
        for (var mark : run.driver()
                .createOutputTopic(
                        "audit-risk-groups-repartition", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()) {
            Mark.of(new org.apache.kafka.streams.processor.api.Record<>(mark.key(), mark.value(), 0, mark.headers()))
                    .ifPresent(it -> assertAllJudgedBefore(it.completeUntil()));
        }
    }

    private void assertAllJudgedBefore(Instant vouched) {
        var waiting = new HashSet<Long>();
        try (var all = run.driver()
                .<String, WaitingAction>getKeyValueStore(Attestations.WAITING)
                .all()) {
            all.forEachRemaining(it -> waiting.add(it.value.arrival().offset()));
        }
        for (int offset = 0; offset < actions.records.size(); offset++)
            if (actions.written.get(offset).isBefore(vouched))
                assertThat(offset < actions.processed && !waiting.contains((long) offset))
                        .as(
                                "action %d, written at %s, when %s was vouched for",
                                offset, actions.written.get(offset), vouched)
                        .isTrue();
    }

    void commits() {
        committed = stores.content();
        decisions.committed = decisions.processed;
        actions.committed = actions.processed;
        findings.addAll(run.newAlerts());
        states.putAll(run.states());
    }

    /** The task begins anew with what was committed. */
    void moves(boolean toAnotherProcess) {
        run.close();
        if (toAnotherProcess) inputs = new Inputs();
        stores = new KeptStores(committed);
        run = RiskRun.resumed(stores, inputs, clock, rules);
        stores.restoreDecoded();
        for (var topic : List.of(decisions, actions)) {
            topic.handed = topic.committed;
            topic.processed = topic.committed;
        }
        // The driver counts offsets from the first record that it is given.
        for (int i = 0; i < decisions.committed; i++) run.decision(NOTHING);
        for (int i = 0; i < actions.committed; i++) run.record(NOTHING);
        run.newAlerts();
        polls(0, 0);
    }

    /** A second goes by in which all is well: the broker is asked, and everything is read. */
    void keepsUp() {
        asks();
        polls(Integer.MAX_VALUE / 2, Integer.MAX_VALUE / 2);
        while (decisions.processed < decisions.handed) processesDecision();
        while (actions.processed < actions.handed) processesAction();
        stalls(Duration.ofSeconds(1));
    }

    /** All is well for so long that nothing waits, and all of it is committed. */
    void catchesUp() {
        for (int ask = 0; ask < 3; ask++) keepsUp();
        commits();
    }

    List<FindingEvent> findings() {
        return findings;
    }

    /** The newest of each session. */
    Map<String, SessionRisk> states() {
        return states;
    }

    @Override
    public void close() {
        run.close();
    }
}
