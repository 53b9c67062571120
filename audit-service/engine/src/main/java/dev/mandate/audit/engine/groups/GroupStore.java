package dev.mandate.audit.engine.groups;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.calls.RiskEventSerde;
import dev.mandate.audit.engine.incidents.OpenIncident;
import dev.mandate.audit.engine.sigma.correlation.CorrelationState;
import dev.mandate.audit.engine.sigma.correlation.GroupStates;
import dev.mandate.audit.engine.sigma.correlation.Match;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.correlation.chains.GroupValues;
import dev.mandate.audit.engine.stored.DecodedStore;
import dev.mandate.audit.engine.stored.RiskSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * What groups have seen, once for all rules that group by the same fields. Three stores, since the correlations' states are
 * rewritten with each event and have to stay small: the states by group; by group and event what a finding will show of the
 * event; by group, rule and incident what was told of it.
 */
public final class GroupStore {
    /** How often groups that nothing can complete any more are forgotten. */
    static final Duration SWEEP = Duration.ofMinutes(5);

    /** Groups by the same fields in one task; beyond it the half that rested longest is forgotten, so that none takes the others' room. */
    static final int MAX_GROUPS = 50_000;

    private static final System.Logger LOG = System.getLogger(GroupStore.class.getName());
    private static final char BORDER = '\u0000';
    private static final char BEHIND = '\u0001';

    private final DecodedStore<StoredStates> states;
    private final KeyValueStore<String, RiskEvent> evidence;
    private final DecodedStore<OpenIncident> incidents;
    private final LateEvents late;
    private final CrowdedOut crowdedOut;
    /** Groups by their fields. */
    private final Map<String, Integer> sizes = new HashMap<>();

    private GroupStore(
            DecodedStore<StoredStates> states,
            KeyValueStore<String, RiskEvent> evidence,
            DecodedStore<OpenIncident> incidents,
            LateEvents late,
            CrowdedOut crowdedOut) {
        this.states = states;
        this.evidence = evidence;
        this.incidents = incidents;
        this.late = late;
        this.crowdedOut = crowdedOut;
        try (var groups = states.all()) {
            groups.forEachRemaining(group -> sizes.merge(GroupValues.fieldsOf(group.key), 1, Integer::sum));
        }
    }

    /** @param prefix tells the stores of one sub-topology from those of the other */
    public record Names(String prefix) {
        /** Of groups that lie within one session. */
        public static final Names SESSIONS = new Names("sessions");

        /** Of all others. */
        public static final Names ELSEWHERE = new Names("groups");

        public String states() {
            return prefix + "-states";
        }

        public String evidence() {
            return prefix + "-evidence";
        }

        public String incidents() {
            return prefix + "-incidents";
        }

        public List<String> all() {
            return List.of(states(), evidence(), incidents());
        }

        public void addTo(StreamsBuilder builder) {
            builder.addStateStore(DecodedStore.named(states(), StoredStates.serde(), StoredStates::less));
            builder.addStateStore(Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(evidence()), Serdes.String(), RiskEventSerde.ofEvents()));
            builder.addStateStore(
                    DecodedStore.named(incidents(), RiskSerdes.json(OpenIncident.class), incident -> incident));
        }
    }

    static GroupStore open(ProcessorContext<?, ?> context, Names names) {
        return new GroupStore(
                context.getStateStore(names.states()),
                context.getStateStore(names.evidence()),
                context.getStateStore(names.incidents()),
                new LateEvents(context, names.prefix()),
                new CrowdedOut(context, names.prefix()));
    }

    /** @param now milliseconds since 1970, by the wall clock */
    Advance advance(RuleBook rules, GroupEvent event, long now) {
        return new Advance(this, rules, event, now);
    }

    void look(CorrelationState before, Instant at, Duration timespan) {
        late.look(before, at, timespan);
    }

    /**
     * @param now milliseconds since 1970, by the wall clock
     * @return what is kept: all of it, the same object, unless it outgrew its bound
     */
    GroupStates put(GroupValues group, GroupStates before, GroupStates after, RuleBook rules, long now) {
        var key = group.encoded();
        if (before == GroupStates.empty()) makeRoom(group);
        var kept = after.within(Bounds.GROUP);
        states.put(key, StoredStates.of(kept, now + 2 * longest(kept, rules)));
        return kept;
    }

    void putEvidence(GroupValues group, RiskEvent event) {
        evidence.put(group.encoded() + BORDER + event.id(), event.evidence());
    }

    void forgetEvidence(GroupValues group, String event) {
        evidence.delete(group.encoded() + BORDER + event);
    }

    GroupStates known(String group) {
        var known = states.get(group);
        return known == null ? GroupStates.empty() : known.states();
    }

    /** One for each event of the match that is still known, in its order. */
    List<RiskEvent> evidence(Match match) {
        var found = new ArrayList<RiskEvent>();
        for (var event : match.events()) {
            var kept = evidence.get(match.group().shares().encoded() + BORDER + event.id());
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
        return match.group().shares().encoded() + BORDER + match.group().rule() + BORDER + match.incident();
    }

    /**
     * Forgets what was not touched for two timespans of its rules.
     *
     * @param quiet until when every event was judged: what is still unread touches its group later than the clock says
     */
    void sweep(Instant quiet) {
        try (var groups = states.all()) {
            while (groups.hasNext()) {
                var group = groups.next();
                if (group.value.until() < quiet.minus(SWEEP).toEpochMilli()) forget(group.key);
            }
        }
    }

    private void makeRoom(GroupValues added) {
        var fields = GroupValues.fieldsOf(added.encoded());
        if (sizes.merge(fields, 1, Integer::sum) <= MAX_GROUPS) return;
        var known = new ArrayList<KeyValue<Long, String>>();
        try (var groups = states.range(fields, fields + Character.MAX_VALUE)) {
            groups.forEachRemaining(group -> known.add(KeyValue.pair(group.value.until(), group.key)));
        }
        known.sort(Comparator.comparing(group -> group.key));
        known.stream().limit(MAX_GROUPS / 2).forEach(group -> forget(group.value));
        crowdedOut.groups(MAX_GROUPS / 2);
        LOG.log(
                System.Logger.Level.WARNING,
                "more than " + MAX_GROUPS + " groups by " + added.fields()
                        + "; those that rested longest are forgotten");
    }

    private void forget(String group) {
        states.delete(group);
        sizes.computeIfPresent(GroupValues.fieldsOf(group), (fields, size) -> size > 1 ? size - 1 : null);
        try (var events = evidence.range(group + BORDER, group + BEHIND)) {
            while (events.hasNext()) evidence.delete(events.next().key);
        }
        try (var told = incidents.range(group + BORDER, group + BEHIND)) {
            while (told.hasNext()) incidents.delete(told.next().key);
        }
    }

    private static long longest(GroupStates states, RuleBook rules) {
        long longest = 0;
        for (var rule : states.rules())
            longest = Math.max(longest, rules.timespanOf(rule).toMillis());
        return longest;
    }
}
