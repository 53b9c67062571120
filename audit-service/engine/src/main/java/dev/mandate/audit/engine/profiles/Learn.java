package dev.mandate.audit.engine.profiles;

import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.audit.engine.stored.RiskSerdes;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.risk.ProfileTally;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Counts a session into the profile of its agent; all sessions of one agent come to one task. */
public final class Learn extends ContextualProcessor<byte[], ProfileSample, byte[], byte[]> {
    /** Tallies by their key, as bytes of the event. */
    public static final String STORE = "profiles";

    private static final int MAX_TALLIES = 50_000;

    private final Map<String, Integer> sizes = new HashMap<>();
    private @Nullable KeyValueStore<String, ProfileTally> store;

    public static void addTo(StreamsBuilder builder) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), RiskSerdes.json(ProfileTally.class)));
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], ProfileSample> record) {
        learn(record.value(), tally -> forward(tally, record.timestamp()));
    }

    /** @param changed is told each tally that the session changes, and each that there is no more room for */
    public void learn(ProfileSample sample, Consumer<ProfileTally> changed) {
        var tallies = store;
        if (tallies == null) throw new IllegalStateException("not initialised");
        int fresh = 0;
        for (var entry : sample.entries()) {
            var key = ProfileTally.key(sample.agent(), entry.aspect(), entry.subject());
            var before = tallies.get(key);
            if (before == null) fresh++;
            var after = Tallies.plus(before, sample, entry);
            tallies.put(key, after);
            changed.accept(after);
        }
        if (fresh > 0) bound(tallies, sample.agent(), fresh, changed);
    }

    /** Over the bound, the tenth that was not touched for longest is forgotten. */
    private void bound(
            KeyValueStore<String, ProfileTally> tallies, String agent, int fresh, Consumer<ProfileTally> changed) {
        int size = sizes.computeIfAbsent(agent, any -> count(tallies, agent) - fresh) + fresh;
        sizes.put(agent, size);
        if (size <= MAX_TALLIES) return;
        var all = new java.util.ArrayList<ProfileTally>(size);
        try (var range = tallies.range(agent + " ", agent + "!")) {
            range.forEachRemaining(entry -> all.add(entry.value));
        }
        all.sort(java.util.Comparator.comparing(ProfileTally::at));
        for (var tally : all.subList(0, all.size() / 10)) {
            tallies.delete(tally.key());
            changed.accept(new ProfileTally(
                    tally.agent(), tally.aspect(), tally.subject(), tally.revision() + 1, true, Map.of(), tally.at()));
        }
        sizes.put(agent, all.size() - all.size() / 10);
    }

    private static int count(KeyValueStore<String, ProfileTally> tallies, String agent) {
        int count = 0;
        try (var range = tallies.range(agent + " ", agent + "!")) {
            while (range.hasNext()) {
                range.next();
                count++;
            }
        }
        return count;
    }

    private void forward(ProfileTally tally, long timestamp) {
        var wire = CloudEventCodec.encode(
                ProfileTally.FAMILY,
                new Envelope<>(
                        Wire.SOURCE,
                        Fingerprint.of(tally.key()) + " " + tally.revision(), // a key may be longer than ids can be
                        tally.at(),
                        tally,
                        null));
        context().forward(new Record<>(wire.key(), wire.value(), timestamp, Wire.headers(wire)));
    }
}
