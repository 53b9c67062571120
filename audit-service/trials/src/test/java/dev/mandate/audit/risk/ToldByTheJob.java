package dev.mandate.audit.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.Wires;
import dev.mandate.audit.engine.job.StreamedSessions;
import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.events.risk.WholeSessions;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the job has told when it vouches that it has judged everything, to whoever reads what is committed.
 *
 * @param findings ids of the CloudEvents, as often as they were told
 * @param states the newest of each session
 */
record ToldByTheJob(Map<String, Integer> findings, Map<String, Known> states) {
    /**
     * What a decision asks a session's state for; revisions begin with the time of day.
     *
     * @param doubted some of what it was shown is missing
     */
    record Known(
            int calls,
            int privateReads,
            Set<ToolLabel> labels,
            SessionRisk.Level level,
            Set<String> rules,
            List<SeenIdentifier> identifiers,
            boolean doubted) {
        static Known of(SessionRisk risk) {
            return new Known(
                    risk.calls(),
                    risk.privateReads(),
                    risk.labels(),
                    risk.level(),
                    Set.copyOf(risk.rules()),
                    risk.identifiers(),
                    risk.forgotten() != null);
        }
    }

    static ToldByTheJob nothing() {
        return new ToldByTheJob(new HashMap<>(), new HashMap<>());
    }

    /** By an undisturbed run. */
    void add(StreamedSessions.Expected told) {
        for (var finding : told.findings())
            findings.put(finding.findingInfo().uid().value(), 1);
        told.states().forEach((session, risk) -> states.put(session, Known.of(risk)));
    }

    /**
     * About these sessions; reads until the job vouches for everything before then.
     *
     * @param patience without anything new, and without a later instant that it vouches for, in any partition that is waited for: the others
     *     go on for ever
     */
    static ToldByTheJob before(Instant instant, Set<String> sessions, Duration patience) {
        var told = nothing();
        var whole = new WholeSessions();
        var newest = System.nanoTime();
        var vouched = new HashMap<TopicPartition, Instant>();
        try (var states = consumer(TopicCatalogue.RISK_SESSIONS, Account.AUTHZ);
                var findings = consumer(TopicCatalogue.RISK_FINDINGS, Account.SECURITY_TEAM)) {
            var unvouched = new HashSet<>(states.assignment());
            while (!unvouched.isEmpty()) {
                if (System.nanoTime() - newest > patience.toNanos())
                    throw new AssertionError(unvouched + " are not vouched for, and nothing was new for " + patience);
                for (var record : states.poll(Duration.ofMillis(200))) {
                    var partition = new TopicPartition(record.topic(), record.partition());
                    var mark = CloudEventCodec.isCompleteUntil(Wires.wire(record)) ? completeUntil(record) : null;
                    if (mark == null) told.state(record, whole, sessions);
                    var later = mark == null || mark.isAfter(vouched.getOrDefault(partition, Instant.MIN));
                    if (mark != null && later) vouched.put(partition, mark);
                    if (later && unvouched.contains(partition)) newest = System.nanoTime();
                    if (mark != null && mark.isAfter(instant)) unvouched.remove(partition);
                }
            }
            var ends = findings.endOffsets(findings.assignment());
            while (ends.entrySet().stream().anyMatch(end -> findings.position(end.getKey()) < end.getValue()))
                for (var record : findings.poll(Duration.ofMillis(200))) told.finding(record, sessions);
        }
        return told;
    }

    private void state(ConsumerRecord<byte[], byte[]> record, WholeSessions whole, Set<String> sessions) {
        var key = new String(record.key(), UTF_8);
        if (!sessions.contains(SessionRecord.sessionOf(key))) return;
        if (record.value() == null) whole.without(key);
        else
            whole.with(Wires.data(SessionRecord.FAMILY, record))
                    .ifPresent(state -> states.put(state.key(), Known.of(state)));
    }

    private void finding(ConsumerRecord<byte[], byte[]> record, Set<String> sessions) {
        if (sessions.contains(Wires.data(FindingEvent.FAMILY, record).unmapped().session()))
            findings.merge(new String(record.headers().lastHeader("ce_id").value(), UTF_8), 1, Integer::sum);
    }

    private static Instant completeUntil(ConsumerRecord<byte[], byte[]> mark) {
        try {
            return CloudEventCodec.decodeCompleteUntil(Wires.wire(mark)).completeUntil();
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Topic topic, Account account) {
        var settings = new HashMap<>(Platform.shared().kafkaClientConfig(account.userName()));
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList());
        return consumer;
    }

    /** Each difference from what should have been told, in words. */
    List<String> differencesFrom(ToldByTheJob expected) {
        var differences = new ArrayList<String>();
        for (var finding : expected.findings.keySet())
            if (!findings.containsKey(finding)) differences.add("missing: finding " + finding);
        findings.forEach((finding, times) -> {
            if (!expected.findings.containsKey(finding)) differences.add("false: finding " + finding);
            else if (times > 1) differences.add("doubled: finding " + finding);
        });
        expected.states.forEach((session, should) -> {
            var is = states.get(session);
            if (!should.equals(is)) differences.add("session " + session + " is " + is + " and should be " + should);
        });
        return differences;
    }
}
