package dev.mandate.audit.risk;

import dev.mandate.audit.sigma.Level;
import dev.mandate.audit.sigma.Rule;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Raises a finding for an action that can't be read: nesting, size or broken JSON would otherwise be a way to act off the
 * record. One for each session and source an hour, and for so many of them an hour, so that whoever floods the topic
 * doesn't flood the security team as well; the dead letters have all of them.
 */
final class UnreadableActions extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    static final Rule RULE = new Rule(
            "unreadable-action",
            "1",
            "An agent's action that nobody can read",
            "A record about what an agent did breaks its contract: too deep, too large, no JSON, of an unknown kind. No rule"
                    + " judged it and the trail doesn't have it; the dead letter has the whole record.",
            Level.HIGH,
            List.of(),
            List.of("A platform was upgraded and writes what this version doesn't know"),
            List.of("session", "source"),
            Duration.ofHours(1));

    static final String STORE = "unreadable-actions";

    /** Sessions and sources that raise a finding of their own in an hour; one more finding says that there were others. */
    static final int MAX_GROUPS = 100;

    private static final String OTHERS = "others";

    private final Surroundings surroundings;
    private @Nullable KeyValueStore<String, Long> raised;

    UnreadableActions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static void addStore(StreamsBuilder builder) {
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long()));
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        KeyValueStore<String, Long> store = context.getStateStore(STORE);
        raised = store;
        context.schedule(GroupStore.SWEEP, PunctuationType.WALL_CLOCK_TIME, now -> forget(store, now));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (raised == null) throw new IllegalStateException("not initialised");
        var letter = Letter.of(record);
        if (!letter.from(TopicCatalogue.AGENT_ACTIONS.name())
                && !letter.fromJob(context().applicationId())) return;
        if (letter.because(Unreadable.Reason.CONFLICTING_DUPLICATE)) return; // readable, and a finding of its own
        var group = Fingerprint.of(letter.key(), letter.source());
        if (raised.get(group) != null) return;
        if (raised.approximateNumEntries() >= MAX_GROUPS) group = OTHERS;
        if (raised.get(group) != null) return;
        raised.put(group, context().currentSystemTimeMs());
        context().forward(FindingRecord.of(finding(letter, group.equals(OTHERS)), null, record.timestamp()));
    }

    private static void forget(KeyValueStore<String, Long> raised, long now) {
        try (var groups = raised.all()) {
            while (groups.hasNext()) {
                var group = groups.next();
                if (group.value <= now - RULE.timespan().toMillis()) raised.delete(group.key);
            }
        }
    }

    private FindingEvent finding(Letter letter, boolean others) {
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
                new FindingId(FindingId.PREFIX + Fingerprint.of(RULE.id(), RULE.version(), letter.origin())),
                RULE,
                letter.at(),
                RULE.title() + ": " + who(letter) + " sent " + letter.origin() + ", " + letter.reason() + ", "
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
                        "Open the dead letter and ask who runs the source; if nobody can say what was done, revoke the"
                                + " session's delegation. Harmless where: "
                                + RULE.falsePositives().get(0)));
    }

    private static String who(Letter letter) {
        return (letter.source().isEmpty() ? "someone" : letter.source())
                + (letter.key().isEmpty() ? "" : " for " + letter.key());
    }

    /** Only what may be an id can be asked for. */
    private static @Nullable SessionId session(String key) {
        try {
            return new SessionId(key);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
