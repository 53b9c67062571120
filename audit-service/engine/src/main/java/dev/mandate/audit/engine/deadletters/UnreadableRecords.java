package dev.mandate.audit.engine.deadletters;

import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.audit.engine.incidents.FindingRecord;
import dev.mandate.audit.engine.incidents.Findings;
import dev.mandate.audit.engine.records.Guarded;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Raises a finding for an action or a decision that can't be read: nesting, size or broken JSON would otherwise be a way to act off
 * the record. One for each session and source an hour, and for so many of them an hour, so that whoever floods the topic doesn't
 * flood the security team as well; the dead letters have all of them.
 */
public final class UnreadableRecords extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    /** Whose dead letters are told of; each with a store of its own, so that a flood of one leaves room for the other. */
    public enum Kind {
        ACTION(
                TopicCatalogue.AGENT_ACTIONS,
                "unreadable-actions",
                rule(
                        "unreadable-action",
                        "An agent's action that nobody can read",
                        "A record about what an agent did breaks its contract: too deep, too large, no JSON, of an unknown kind. No rule"
                                + " judged it and the trail doesn't have it; the dead letter has the whole record.",
                        "A platform was upgraded and writes what this version doesn't know"),
                "Open the dead letter and ask who runs the source; if nobody can say what was done, revoke the session's delegation."),
        DECISION(
                TopicCatalogue.AUTHZ_DECISIONS,
                "unreadable-decisions",
                rule(
                        "unreadable-decision",
                        "A decision that nobody can read",
                        "A record of a decision breaks its contract. What was allowed by it is known to no rule, to no other replica and"
                                + " not to the trail; the dead letter has the whole record, and its session counts as doubtful.",
                        "authz-service was upgraded before audit-service"),
                "Open the dead letter and ask who wrote it, since nobody but authz-service may; if it can't be told what was allowed,"
                        + " revoke the session's delegation.");

        private final Topic topic;
        private final String store;
        private final Rule rule;
        private final String response;

        Kind(Topic topic, String store, Rule rule, String response) {
            this.topic = topic;
            this.store = store;
            this.rule = rule;
            this.response = response;
        }

        public Rule rule() {
            return rule;
        }

        /** Of the processor. */
        public String named() {
            return store;
        }

        private static Rule rule(String id, String title, String description, String falsePositive) {
            return new Rule(
                    id,
                    "1",
                    title,
                    description,
                    Level.HIGH,
                    List.of(),
                    List.of(falsePositive),
                    List.of("session", "source"),
                    Duration.ofHours(1));
        }
    }

    /** Sessions and sources that raise a finding of their own in an hour; one more finding says that there were others. */
    public static final int MAX_GROUPS = 100;

    private static final Duration SWEEP = Duration.ofMinutes(5);
    private static final String OTHERS = "others";

    private final Kind kind;
    private final Surroundings surroundings;
    private @Nullable KeyValueStore<String, Long> raised;

    private UnreadableRecords(Kind kind, Surroundings surroundings) {
        this.kind = kind;
        this.surroundings = surroundings;
    }

    /** @return the findings */
    public static KStream<byte[], byte[]> in(
            KStream<byte[], byte[]> letters,
            Kind kind,
            StreamsBuilder builder,
            Surroundings surroundings,
            CommitPace commits) {
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(kind.store), Serdes.String(), Serdes.Long()));
        return letters.process(
                () -> Guarded.ofLetters(new UnreadableRecords(kind, surroundings), commits),
                Named.as(kind.named()),
                kind.store);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        KeyValueStore<String, Long> store = context.getStateStore(kind.store);
        raised = store;
        context.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> forget(store, now));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (raised == null) throw new IllegalStateException("not initialised");
        var letter = DeadLetterDetails.of(record);
        if (!letter.from(kind.topic.name())
                && !(kind == Kind.ACTION && letter.fromJob(context().applicationId()))) return;
        if (letter.because(Unreadable.Reason.CONFLICTING_DUPLICATE)) return; // readable, and a finding of its own
        var group = Fingerprint.of(letter.key(), letter.source());
        if (raised.get(group) != null) return;
        if (raised.approximateNumEntries() >= MAX_GROUPS) group = OTHERS;
        if (raised.get(group) != null) return;
        raised.put(group, context().currentSystemTimeMs());
        context().forward(FindingRecord.of(finding(letter, group.equals(OTHERS)), null, record.timestamp()));
    }

    private void forget(KeyValueStore<String, Long> raised, long now) {
        try (var groups = raised.all()) {
            while (groups.hasNext()) {
                var group = groups.next();
                if (group.value <= now - kind.rule.timespan().toMillis()) raised.delete(group.key);
            }
        }
    }

    private FindingEvent finding(DeadLetterDetails letter, boolean others) {
        var session = session(letter.key());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("key", letter.key());
        data.put("source", letter.source());
        data.put("id", letter.id());
        data.put("origin", letter.origin());
        data.put("reason", letter.reason());
        data.put("message", letter.message());
        data.put("bytes", letter.bytes());
        data.put("deadLetters", context().recordMetadata().map(it -> it.topic()).orElse(""));
        return Findings.finding(
                new FindingId(FindingId.PREFIX + Fingerprint.of(kind.rule.id(), kind.rule.version(), letter.origin())),
                kind.rule,
                letter.at(),
                kind.rule.title() + ": " + who(letter) + " sent " + letter.origin() + ", " + letter.reason() + ", "
                        + letter.message()
                        + (others
                                ? ". More than " + MAX_GROUPS
                                        + " sessions and sources did so within an hour: until it is"
                                        + " over, the others are in the dead letters only"
                                : ""),
                List.of(new FindingEvent.Evidence(letter.origin(), data)),
                new FindingEvent.Unmapped(
                        session == null ? null : session.value(),
                        null,
                        List.of(),
                        session == null
                                ? null
                                : surroundings
                                        .accountablePerson(session)
                                        .map(IdentityId::value)
                                        .orElse(null),
                        kind.response + " Harmless where: "
                                + kind.rule.falsePositives().get(0)));
    }

    private static String who(DeadLetterDetails letter) {
        return (letter.source().isEmpty() ? "someone" : letter.source())
                + (letter.key().isEmpty() ? "" : " for " + letter.key());
    }

    /** Only what may be an id can be asked for. */
    public static @Nullable SessionId session(String key) {
        try {
            return new SessionId(key);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
