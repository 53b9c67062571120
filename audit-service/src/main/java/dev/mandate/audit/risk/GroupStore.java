package dev.mandate.audit.risk;

import dev.mandate.audit.sigma.CorrelationState;
import dev.mandate.audit.sigma.Correlator;
import dev.mandate.audit.sigma.GroupKey;
import dev.mandate.audit.sigma.Match;
import dev.mandate.audit.sigma.RuleBook;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What groups have seen. Three stores, since the correlation's state is rewritten with each event and has to stay small:
 * the state by group; by group and event what a finding will show of the event; by group and incident what was told of it.
 */
final class GroupStore {
    /** How often groups that nothing can complete any more are forgotten. */
    static final Duration SWEEP = Duration.ofMinutes(5);

    /** Groups of one rule in one task; beyond it the half that rested longest is forgotten, so that no rule takes the others' room. */
    static final int MAX_GROUPS = 50_000;

    private static final Logger LOG = Logger.getLogger(GroupStore.class);
    private static final char BORDER = '\u0000';
    private static final char BEHIND = '\u0001';

    private final KeyValueStore<String, byte[]> states;
    private final KeyValueStore<String, RiskEvent> evidence;
    private final KeyValueStore<String, OpenIncident> incidents;
    private final LateEvents late;
    /** Groups by rule as it is deployed. */
    private final Map<String, Integer> sizes = new HashMap<>();

    private GroupStore(
            KeyValueStore<String, byte[]> states,
            KeyValueStore<String, RiskEvent> evidence,
            KeyValueStore<String, OpenIncident> incidents,
            LateEvents late) {
        this.states = states;
        this.evidence = evidence;
        this.incidents = incidents;
        this.late = late;
        try (var groups = states.all()) {
            groups.forEachRemaining(group -> sizes.merge(GroupKey.ruleOf(group.key), 1, Integer::sum));
        }
    }

    /** @param prefix tells the stores of one sub-topology from those of the other */
    record Names(String prefix) {
        String states() {
            return prefix + "-states";
        }

        String evidence() {
            return prefix + "-evidence";
        }

        String incidents() {
            return prefix + "-incidents";
        }

        List<String> all() {
            return List.of(states(), evidence(), incidents());
        }

        void addTo(StreamsBuilder builder) {
            builder.addStateStore(Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(states()), Serdes.String(), Serdes.ByteArray()));
            builder.addStateStore(Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(evidence()), Serdes.String(), RiskSerdes.json(RiskEvent.class)));
            builder.addStateStore(Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(incidents()), Serdes.String(), RiskSerdes.json(OpenIncident.class)));
        }
    }

    static GroupStore open(ProcessorContext<?, ?> context, Names names) {
        return new GroupStore(
                context.getStateStore(names.states()),
                context.getStateStore(names.evidence()),
                context.getStateStore(names.incidents()),
                new LateEvents(context, names.prefix()));
    }

    /** @param now milliseconds since 1970, by the wall clock */
    List<Match> advance(RuleBook rules, GroupEvent event, long now) {
        var group = event.group().encoded();
        var stored = states.get(group);
        var before = stored == null ? CorrelationState.empty() : state(stored);
        var step = Correlator.advance(rules, event.group(), before, event.event());
        if (step.state() == before) return List.of();
        late.look(before, event.event().at(), rules.timespanOf(event.group().rule()));
        if (stored == null) makeRoom(event.group().rule());
        states.put(group, stamped(step.state(), now));
        evidence.put(group + BORDER + event.event().id(), event.event().evidence());
        for (var id : step.forgotten()) evidence.delete(group + BORDER + id);
        return Stream.concat(step.matches().stream(), step.again().stream()).toList();
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

    @Nullable
    OpenIncident incident(Match match) {
        return incidents.get(key(match));
    }

    void put(Match match, OpenIncident incident) {
        incidents.put(key(match), incident);
    }

    private static String key(Match match) {
        return match.group().encoded() + BORDER + match.incident();
    }

    /** Forgets what was not touched for two timespans of its rule, by the wall clock. */
    void sweep(RuleBook rules, long now) {
        try (var groups = states.all()) {
            while (groups.hasNext()) {
                var group = groups.next();
                long timespan = rules.timespanOf(GroupKey.ruleOf(group.key)).toMillis();
                if (touched(group.value) < now - 2 * timespan - SWEEP.toMillis()) forget(group.key);
            }
        }
    }

    private void makeRoom(String rule) {
        if (sizes.merge(rule, 1, Integer::sum) <= MAX_GROUPS) return;
        var prefix = GroupKey.prefixOf(rule);
        var known = new ArrayList<KeyValue<Long, String>>();
        try (var groups = states.range(prefix, prefix + Character.MAX_VALUE)) {
            groups.forEachRemaining(group -> known.add(KeyValue.pair(touched(group.value), group.key)));
        }
        known.sort(Comparator.comparing(group -> group.key));
        known.stream().limit(MAX_GROUPS / 2).forEach(group -> forget(group.value));
        LOG.warnf("the rule %s has more than %d groups; those that rested longest are forgotten", rule, MAX_GROUPS);
    }

    private void forget(String group) {
        states.delete(group);
        sizes.computeIfPresent(GroupKey.ruleOf(group), (rule, size) -> size > 1 ? size - 1 : null);
        forget(evidence, group);
        forget(incidents, group);
    }

    private static void forget(KeyValueStore<String, ?> store, String group) {
        try (var entries = store.range(group + BORDER, group + BEHIND)) {
            while (entries.hasNext()) store.delete(entries.next().key);
        }
    }

    private static long touched(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
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
