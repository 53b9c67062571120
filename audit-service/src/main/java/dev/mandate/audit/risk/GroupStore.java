package dev.mandate.audit.risk;

import dev.mandate.audit.sigma.CorrelationState;
import dev.mandate.audit.sigma.Correlator;
import dev.mandate.audit.sigma.Match;
import dev.mandate.audit.sigma.RuleBook;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What groups have seen. Two stores, since the correlation's state is rewritten with each event and has to stay small:
 * the state by group, and by group and event what a finding will show of the event.
 */
final class GroupStore {
    /** How often groups that nothing can complete any more are forgotten. */
    static final Duration SWEEP = Duration.ofMinutes(5);

    private static final char BORDER = '\u0000';

    private final KeyValueStore<String, byte[]> states;
    private final KeyValueStore<String, RiskEvent> evidence;

    private GroupStore(KeyValueStore<String, byte[]> states, KeyValueStore<String, RiskEvent> evidence) {
        this.states = states;
        this.evidence = evidence;
    }

    /** @param prefix tells the stores of one sub-topology from those of the other */
    record Names(String prefix) {
        String states() {
            return prefix + "-states";
        }

        String evidence() {
            return prefix + "-evidence";
        }

        void addTo(StreamsBuilder builder) {
            builder.addStateStore(Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(states()), Serdes.String(), Serdes.ByteArray()));
            builder.addStateStore(Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(evidence()), Serdes.String(), RiskSerdes.json(RiskEvent.class)));
        }
    }

    static GroupStore open(ProcessorContext<?, ?> context, Names names) {
        return new GroupStore(context.getStateStore(names.states()), context.getStateStore(names.evidence()));
    }

    /** @param now milliseconds since 1970, by the wall clock */
    List<Match> advance(RuleBook rules, GroupEvent event, long now) {
        var group = event.group().encoded();
        var stored = states.get(group);
        var before = stored == null ? CorrelationState.empty() : state(stored);
        var step = Correlator.advance(rules, event.group(), before, event.event());
        if (step.state() == before && step.matches().isEmpty()) return List.of();
        states.put(group, stamped(step.state(), now));
        evidence.put(group + BORDER + event.event().id(), event.event().evidence());
        return step.matches();
    }

    /** One for each event of the match that is still known, in its order. */
    List<RiskEvent> evidence(Match match) {
        var found = new ArrayList<RiskEvent>();
        for (var event : match.events()) {
            var kept = evidence.get(match.group().encoded() + BORDER + event.id());
            if (kept != null) found.add(kept);
        }
        return found;
    }

    /** Forgets what was not touched for two timespans of the longest rule, by the wall clock. */
    void sweep(RuleBook rules, long now) {
        long longest = rules.rules().stream()
                .mapToLong(rule -> rule.timespan().toMillis())
                .max()
                .orElse(0);
        long horizon = now - 2 * longest - SWEEP.toMillis();
        try (var groups = states.all()) {
            while (groups.hasNext()) {
                var group = groups.next();
                if (ByteBuffer.wrap(group.value).getLong() < horizon) forget(group.key);
            }
        }
    }

    private void forget(String group) {
        states.delete(group);
        try (var events = evidence.range(group + BORDER, group + (char) (BORDER + 1))) {
            while (events.hasNext()) evidence.delete(events.next().key);
        }
    }

    private static CorrelationState state(byte[] stored) {
        var bytes = new byte[stored.length - Long.BYTES];
        ByteBuffer.wrap(stored).position(Long.BYTES).get(bytes);
        return CorrelationState.fromBytes(bytes);
    }

    private static byte[] stamped(CorrelationState state, long now) {
        var bytes = state.toBytes();
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(now)
                .put(bytes)
                .array();
    }
}
